// The price grid of a medicine: what shoppers will see, while staff type. Without this script the
// server says the same after "Save".

import { onKey, onPaste } from "./price-keys.js";
import { notesOf } from "./price-notes.js";
import {
  MINUS, costTyped, judge, marginOf, money, priceTyped, sizeTaken, unitPrice, unitsTyped, useSymbol,
} from "./price-rules.js";

const form = document.querySelector("#medicine_form");
const tables = () => [...form.querySelectorAll("table[data-packs]")];
const rowsOf = (node) => [...node.querySelectorAll("tr[data-pack]")];

// --- Rows ----------------------------------------------------------------------------------------

function savedOf(tr) {
  const { savedUnits, savedPrice, savedSale, scheduled = "[]" } = tr.dataset;
  if (!savedUnits) return null;
  return {
    units: BigInt(savedUnits),
    cents: priceTyped(savedPrice).cents,
    onSale: savedSale === "1",
    scheduled: JSON.parse(scheduled).map((one) => ({ ...one, cents: priceTyped(one.price).cents })),
  };
}

function readRow(tr, plural) {
  const [units, price, sale] = ["units", "price", "sale"].map((name) => tr.querySelector(`[data-${name}]`));
  const saved = savedOf(tr);
  const blank = !saved && !units.value.trim() && !price.value.trim();
  const typed = { units: unitsTyped(units.value.trim(), plural), price: priceTyped(price.value.trim()) };
  const errors = {};
  for (const name of blank ? [] : ["units", "price"]) {
    if (typed[name].error) errors[name] = typed[name].error;
  }
  const kind = tr.querySelector("[data-class]");
  const reclassed = Boolean(kind && kind.value !== (tr.dataset.savedClass ?? ""));
  return {
    tr, inputs: { units, price }, saved, blank, errors, reclassed,
    typedUnits: blank ? undefined : typed.units.units,
    typed: { units: typed.units.units, cents: typed.price.cents, onSale: sale.checked },
  };
}

const same = (a, b) => a.units === b.units && a.cents === b.cents && a.onSale === b.onSale;
const hasError = (row) => Object.keys(row.errors).length > 0;

function refuseTwoOfOneSize(rows, unit) {
  for (const row of rows) {
    const isOwnSizeNew = !row.saved || row.typedUnits !== row.saved.units;
    const twin = rows.some((other) => other !== row && other.typedUnits === row.typedUnits);
    if (row.typedUnits !== undefined && isOwnSizeNew && twin) {
      row.errors.units = sizeTaken(row.typedUnits, unit);
    }
  }
}

// A row with an error is judged as it was saved, so that one slip does not redraw the whole table.
function packsNow(rows) {
  const now = rows.map((row) => ({ ...(hasError(row) ? row.saved : !row.blank && row.typed), row }));
  return now.filter(({ units }) => units);
}

const packsSaved = (rows) => rows.flatMap((row) => (row.saved ? [{ ...row.saved, row }] : []));

// What a unit of the table's dosage costs: as saved, and as typed unless there is a slip in it.
function costOf(table) {
  const input = table.closest(".card").querySelector("[data-cost]");
  if (!input) return { input, saved: null, cost: null };
  const [saved, { error, cost }] = [costTyped(input.defaultValue).cost, costTyped(input.value.trim())];
  return { input, saved, error, cost: error ? saved : cost };
}

// --- Drawing -------------------------------------------------------------------------------------

function put(tr, name, text, old = "") {
  const cell = tr.querySelector(`[data-show=${name}]`);
  const small = document.createElement("small");
  small.textContent = old;
  cell.classList.toggle("none", text === "none");
  cell.replaceChildren(text, ...(old ? [small] : []));
}

function showChange(row) {
  const { tr, saved, typed } = row;
  if (row.blank || hasError(row)) return put(tr, "change", "");
  if (!saved) return put(tr, "change", "New");
  const step = typed.cents - saved.cents;
  if (!step) return put(tr, "change", row.changed ? "Changed" : "");
  const amount = `${step > 0n ? "+" : MINUS}${money(step > 0n ? step : -step)}`;
  return put(tr, "change", amount, `was ${money(saved.cents)}`);
}

function putNotes(node, texts) {
  node.replaceChildren(
    ...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );
}

function showNotes(row, notes) {
  const errors = hasError(row) ? Object.values(row.errors) : (row.tr.told ?? []);
  const texts = errors.length ? errors : notes.map(({ text }) => text);
  const note = row.tr.nextElementSibling;
  note.hidden = !texts.length;
  note.className = `note-row ${errors.length ? "stop" : "warn"}`;
  putNotes(note.firstElementChild, texts);
}

function showBeneathHead(table, name, texts) {
  const note = table.closest(".card").querySelector(`[data-${name}]`);
  note.hidden = !texts.length;
  putNotes(note, texts);
}

// What the server found about a dosage stays until its cost is edited.
function showCost(table, error) {
  const { input } = costOf(table);
  if (!input || (!error && !input.wasWrong)) return;
  input.wasWrong = Boolean(error);
  input.setAttribute("aria-invalid", String(input.wasWrong));
  showBeneathHead(table, "stop", error ? [error] : []);
}

function showRow(row, { offer, before, notes, unit, cost }) {
  const { tr, inputs } = row;
  const live = offer && !hasError(row);
  const old = live && !offer.isBase && before;
  put(tr, "unit", live ? unitPrice(offer) : "");
  for (const name of ["list", "saving"]) {
    const was = old && old[name] !== offer[name] ? `was ${old[name] || "none"}` : "";
    put(tr, name, live ? offer[name] || (was && "none") : "", was);
  }
  const off = !row.blank && !hasError(row) && !row.typed.onSale;
  const standing = live && (offer.isBest ? `Best per ${unit}` : offer.isBase && "Base");
  put(tr, "best", standing || (off ? "Off sale" : ""));
  const margin = tr.querySelector("[data-show=margin]");
  if (margin) margin.textContent = live && cost !== null ? marginOf(row.typed, cost) : "";
  showChange(row);
  showNotes(row, notes);
  tr.classList.toggle("is-best", Boolean(live && offer.isBest));
  tr.classList.toggle("is-changed", row.changed);
  tr.classList.toggle("is-off", off);
  for (const name of ["units", "price"]) {
    inputs[name].setAttribute("aria-invalid", String(name in row.errors));
  }
}

function addBlankRow(table) {
  const last = rowsOf(table).at(-1);
  if (!last || last.dataset.savedUnits || readRow(last, "").blank) return;
  const copies = [last, last.nextElementSibling].map((tr) => tr.cloneNode(true));
  for (const copy of copies) {
    for (const node of copy.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = node.getAttribute(name);
        if (value) node.setAttribute(name, value.replace(/-add-(\d+)-/, (_, n) => `-add-${Number(n) + 1}-`));
      }
      if (node.matches("[data-units], [data-price]")) node.value = node.defaultValue = "";
      if (node.matches("[data-sale]")) node.checked = true;
      if (node.matches("[data-class]")) node.value = "";
    }
  }
  last.nextElementSibling.after(...copies);
}

const prefixOf = (row) => row.inputs.units.name.replace(/-units$/, "");

function drawTable(table) {
  const { unit, unitPlural, limit, name } = table.dataset;
  addBlankRow(table);
  const rows = rowsOf(table).map((tr) => readRow(tr, unitPlural));
  refuseTwoOfOneSize(rows, unit);
  const [saved, typed] = [packsSaved(rows), packsNow(rows)];
  const { saved: costBefore, cost, error } = costOf(table);
  const terms = { unit, plural: unitPlural, askAbove: BigInt(limit) };
  const [now, before] = [judge(typed), judge(saved)];
  const tables = [{ packs: saved, unitCost: costBefore }, { packs: typed, unitCost: cost }];
  const notes = notesOf(...tables, terms);
  for (const row of rows) {
    row.changed = !row.blank &&
      (!row.saved || hasError(row) || row.reclassed || !same(row.saved, row.typed));
    const own = notes.filter((note) => note.row === row);
    showRow(row, { offer: now.get(row), before: before.get(row), notes: own, unit, cost });
  }
  showBeneathHead(table, "notes", notes.filter((note) => !note.row).map(({ text }) => text));
  showCost(table, error);
  table.asked = notes.filter(({ isAsked }) => isAsked)
    .map(({ row, text }) => `${row ? prefixOf(row) : name}: ${text}`);
  table.wrong = rows.filter(hasError).length + (error ? 1 : 0);
  return rows;
}

const OTHERS = "input:not([type=hidden], [name=why], [name=have_read]), select, textarea";
const isOther = (input) => input.matches(OTHERS) && !input.closest("[data-packs]");

function differs(input) {
  if (input.matches("select")) {
    return [...input.options].some((option) => option.selected !== option.defaultSelected);
  }
  if (input.matches("[type=checkbox], [type=radio]")) return input.checked !== input.defaultChecked;
  return input.value !== input.defaultValue;
}

// What the server asked about stays asked about until the page is left: its sentences may be in
// another language than ours.
function showAsked(asked) {
  const box = form.querySelector("[data-read]");
  box.hidden = !asked.length;
  box.querySelector("[name=read_notes]").value = JSON.stringify([...toldToRead, ...asked]);
}

let toldToRead = [];

function draw() {
  const rows = tables().flatMap(drawTable);
  const others = [...form.elements].filter((input) => isOther(input) && differs(input));
  const changes = rows.filter((row) => row.changed).length + others.length;
  const errors = tables().reduce((sum, table) => sum + table.wrong, 0);
  const asked = tables().flatMap((table) => table.asked);
  const count = (number, word) => (number ? [`${number} ${word}${number > 1 ? "s" : ""}`] : []);
  const sum = [count(changes, "change"), count(asked.length, "warning"), count(errors, "error")];
  form.querySelector("[data-sum]").textContent = sum.flat().join(", ") || "Nothing changed";
  form.querySelector(".confirm").classList.toggle("has-stop", errors > 0);
  showAsked(asked);
}

// --- What staff do -------------------------------------------------------------------------------

const WRONG = "[data-packs] [aria-invalid=true], [data-cost][aria-invalid=true]";

function onSubmit(event) {
  draw();
  const wrong = tables().some((table) => table.wrong) && form.querySelector(WRONG);
  const box = form.querySelector("[data-read]:not([hidden]) input[type=checkbox]:not(:checked)");
  const first = wrong || box;
  if (!first) return;
  event.preventDefault();
  first.closest("details")?.setAttribute("open", "");
  if (first === box) form.querySelector("[data-sum]").textContent = "Read the warnings, then tick the box";
  first.focus();
}

// Sets what "Undo all" goes back to, which must not change what is shown.
function setDefault(input, saved) {
  const { value, checked } = input;
  if (input.matches("select")) {
    for (const option of input.options) option.defaultSelected = option.value === (saved ?? "");
    input.value = value;
  } else if (input.type === "checkbox") {
    input.defaultChecked = saved === "1";
    input.checked = checked;
  } else {
    input.defaultValue = saved ?? "";
    input.value = value;
  }
}

// What the server found stays until its row is edited; what was typed is compared with what is saved.
function start() {
  for (const tr of rowsOf(form)) {
    const note = tr.nextElementSibling;
    if (note.matches(".stop")) tr.told = [...note.querySelectorAll("p")].map((p) => p.textContent);
    const { savedUnits, savedPrice, savedSale, savedClass } = tr.dataset;
    setDefault(tr.querySelector("[data-units]"), savedUnits);
    setDefault(tr.querySelector("[data-price]"), savedPrice);
    setDefault(tr.querySelector("[data-sale]"), savedSale ?? "1");
    const kind = tr.querySelector("[data-class]");
    if (kind) setDefault(kind, savedClass);
  }
  for (const input of form.querySelectorAll("[data-cost]")) {
    setDefault(input, form.elements[`initial-${input.name}`].value);
  }
  useSymbol(form.querySelector("[data-symbol]").dataset.symbol);
  toldToRead = JSON.parse(form.querySelector("[name=read_notes]").value);
  for (const node of form.querySelectorAll("[data-with-script]")) node.hidden = false;
  form.addEventListener("keydown", (event) => onKey(event, draw));
  form.addEventListener("paste", (event) => onPaste(event, draw));
  form.addEventListener("submit", onSubmit);
  form.addEventListener("input", (event) => {
    const tr = event.target.closest("tr[data-pack]");
    if (tr) tr.told = [];
    draw();
  });
  form.addEventListener("reset", () => {
    for (const tr of rowsOf(form)) tr.told = [];
    setTimeout(draw);
  });
  draw();
}

if (form?.querySelector("[data-sum]")) start();
