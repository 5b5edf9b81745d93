// The price grid of a medicine: what shoppers will see, while staff type. Without this script the
// server says the same after "Save".

import {
  MINUS, judge, money, priceTyped, sizeTaken, unitPrice, unitsTyped, useSymbol, warningOf,
} from "./price-rules.js";

const form = document.querySelector("#medicine_form");
const tables = () => [...form.querySelectorAll("table[data-packs]")];
const rowsOf = (node) => [...node.querySelectorAll("tr[data-pack]")];

// --- Rows ----------------------------------------------------------------------------------------

function savedOf(tr) {
  const { savedUnits, savedPrice, savedSale } = tr.dataset;
  if (!savedUnits) return null;
  return { units: BigInt(savedUnits), cents: priceTyped(savedPrice).cents, onSale: savedSale === "1" };
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
function offersNow(rows) {
  const now = rows.map((row) => ({ ...(hasError(row) ? row.saved : !row.blank && row.typed), row }));
  return judge(now.filter(({ units }) => units));
}

const offersSaved = (rows) => judge(rows.flatMap((row) => (row.saved ? [{ ...row.saved, row }] : [])));

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

function showNotes(row, offer, unit) {
  const errors = hasError(row) ? Object.values(row.errors) : (row.tr.told ?? []);
  const warning = warningOf(offer, unit);
  const note = row.tr.nextElementSibling;
  const texts = errors.length ? errors : warning ? [warning] : [];
  note.hidden = !texts.length;
  note.className = `note-row ${errors.length ? "stop" : "warn"}`;
  note.firstElementChild.replaceChildren(
    ...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );
}

function showRow(row, offer, before, unit) {
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
  showChange(row);
  showNotes(row, live ? offer : null, unit);
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

function drawTable(table) {
  const { unit, unitPlural } = table.dataset;
  addBlankRow(table);
  const rows = rowsOf(table).map((tr) => readRow(tr, unitPlural));
  refuseTwoOfOneSize(rows, unit);
  const now = offersNow(rows);
  const before = offersSaved(rows);
  for (const row of rows) {
    row.changed = !row.blank &&
      (!row.saved || hasError(row) || row.reclassed || !same(row.saved, row.typed));
    showRow(row, now.get(row), before.get(row), unit);
  }
  return rows;
}

const OTHERS = "input:not([type=hidden], [name=why]), select, textarea";
const isOther = (input) => input.matches(OTHERS) && !input.closest("[data-packs]");

function differs(input) {
  if (input.matches("select")) {
    return [...input.options].some((option) => option.selected !== option.defaultSelected);
  }
  if (input.matches("[type=checkbox], [type=radio]")) return input.checked !== input.defaultChecked;
  return input.value !== input.defaultValue;
}

function draw() {
  const rows = tables().flatMap(drawTable);
  const others = [...form.elements].filter((input) => isOther(input) && differs(input));
  const changes = rows.filter((row) => row.changed).length + others.length;
  const errors = rows.filter(hasError).length;
  const count = (number, word) => (number ? [`${number} ${word}${number > 1 ? "s" : ""}`] : []);
  const sum = [...count(changes, "change"), ...count(errors, "error")].join(", ");
  form.querySelector("[data-sum]").textContent = sum || "Nothing changed";
  form.querySelector(".confirm").classList.toggle("has-stop", errors > 0);
}

// --- What staff do -------------------------------------------------------------------------------

const cellsOf = (input) => {
  const kind = input.matches("[data-price]") ? "[data-price]" : "[data-units]";
  return [...input.closest("table").querySelectorAll(kind)];
};
const isCell = (node) => node.matches?.("[data-price], [data-units]");

// A price from a sheet: its sign, spaces and thousands commas go, a decimal comma stays an error.
const pasted = (text) => {
  const bare = text.trim().replace(/^[$£€]\s*/, "");
  return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
};

function onKey(event) {
  if (!isCell(event.target)) return;
  if (event.key === "Escape") {
    event.target.value = event.target.defaultValue;
    draw();
  }
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const cells = cellsOf(event.target);
  const next = cells[cells.indexOf(event.target) + step];
  next?.focus();
  next?.select();
}

function onPaste(event) {
  const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
  if (!isCell(event.target) || lines.length < 2) return;
  event.preventDefault();
  let cell = event.target;
  for (const line of lines) {
    if (!cell) return;
    cell.value = pasted(line);
    draw(); // may add the blank row the next line goes into
    const cells = cellsOf(cell);
    cell = cells[cells.indexOf(cell) + 1];
  }
}

function onSubmit(event) {
  const wrong = form.querySelector("[data-packs] [aria-invalid=true]");
  if (!wrong || !tables().some((table) => drawTable(table).some(hasError))) return;
  event.preventDefault();
  wrong.closest("details")?.setAttribute("open", "");
  wrong.focus();
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
  useSymbol(form.querySelector("[data-symbol]").dataset.symbol);
  for (const node of form.querySelectorAll("[data-with-script]")) node.hidden = false;
  form.addEventListener("keydown", onKey);
  form.addEventListener("paste", onPaste);
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
