// What staff read before prices are saved: catalog/prices/rules.py over again, while they type.

import { compareRates, grouped, halfUp, judge, money, unitPrice } from "./price-rules.js";

const bySize = (packs) => {
  const onSale = packs.filter(({ onSale }) => onSale);
  const ones = [...new Map(onSale.toReversed().map((pack) => [pack.units, pack])).values()];
  return ones.sort((a, b) => Number(a.units - b.units));
};
const leastRate = (packs) => packs.reduce((a, b) => (compareRates(a, b) <= 0n ? a : b));
const packNamed = (units, { unit }) => `${grouped(units)}-${unit} pack`;
const counted = (units, { unit, plural }) => `${grouped(units)} ${units === 1n ? unit : plural}`;
const rateInWords = ({ cents, units }) => `${money(cents)} for ${grouped(units)}`;

function dearer(pack, than, terms) {
  const [here, there] = [unitPrice(pack), unitPrice(than)];
  const amounts = here === there ? "" : `: ${here} against ${there}`;
  const named = packNamed(than.units, terms);
  return `Dearer per ${terms.unit} than the ${named}${amounts}. A larger pack should cost less.`;
}

// What a unit costs is in ten thousandths, as it may be typed; null where nobody said.
function* standing({ packs, unitCost }, terms) {
  for (const [number, pack] of packs.entries()) {
    const smaller = packs.slice(0, number);
    if (number) {
      const cheapest = leastRate(smaller);
      if (compareRates(pack, cheapest) > 0n) yield [pack.row, dearer(pack, cheapest, terms)];
    }
    const twin = smaller.findLast(({ cents }) => cents === pack.cents);
    if (twin) yield [pack.row, `Same price as the ${packNamed(twin.units, terms)}.`];
    if (unitCost !== null && 100n * pack.cents < unitCost * pack.units) {
      const cost = money(halfUp(unitCost * pack.units, 100n));
      yield [pack.row, `Below cost: these ${counted(pack.units, terms)} cost ${cost} to buy.`];
    }
  }
  if (!packs.length) return;
  const [best, largest] = [leastRate(packs), packs.at(-1)];
  if (compareRates(best, largest) < 0n) {
    const size = counted(largest.units, terms);
    yield [best.row, `Best per ${terms.unit} is this pack, not the largest (${size}).`];
  }
}

// Whole, but never so that what is above the limit reads as if it were the limit.
function percentOf(part, whole, limit) {
  const percent = halfUp(100n * part, whole);
  if (percent > limit) return grouped(percent);
  const exact = halfUp(1000n * part, whole);
  const tenths = exact > 10n * limit ? exact : 10n * limit + 1n;
  return `${grouped(tenths / 10n)}.${tenths % 10n}`;
}

function* steps(before, after, terms) {
  const old = new Map(before.map((pack) => [pack.row, pack]));
  for (const pack of after) {
    const was = old.get(pack.row);
    if (!was) continue;
    const [now, then] = [pack.cents * was.units, was.cents * pack.units];
    const part = now > then ? now - then : then - now;
    if (100n * part <= terms.askAbove * then) continue;
    const moved = `${now > then ? "Up" : "Down"} ${percentOf(part, then, terms.askAbove)} %`;
    const from = pack.units === was.units
      ? `from ${money(was.cents)}`
      : `per ${terms.unit} from the ${packNamed(was.units, terms)}`;
    yield [pack.row, `${moved} ${from}. Above ${terms.askAbove} % we ask twice.`];
  }
}

function* baseMoves(before, after, terms) {
  if (!before.length || !after.length || compareRates(before[0], after[0]) === 0n) return;
  const struck = (packs) => [...judge(packs).values()].map((offer) => [offer.units, offer]);
  const was = new Map(struck(before));
  const moved = struck(after).filter(([units, now]) => {
    const old = was.get(units);
    return old && (old.list !== now.list || old.saving !== now.saving);
  }).length;
  if (!moved) return;
  const rates = `${rateInWords(before[0])} before, ${rateInWords(after[0])} now`;
  const move = moved === 1
    ? "1 struck price and saving moves. The old one stands beneath the new."
    : `${moved} struck prices and savings move. Old ones stand beneath the new.`;
  const named = packNamed(after[0].units, terms);
  yield [null, `You are moving the base pack. The ${named} sets the rate (${rates}), so ${move}`];
}

// What a row's scheduled prices make of its edit, as the server has put it: a row without any has
// none of these sentences.
function* scheduled(before, after) {
  const old = new Map(before.map((pack) => [pack.row, pack]));
  for (const pack of after) {
    const was = old.get(pack.row);
    for (const one of was?.scheduled ?? []) {
      let edit = "none";
      if (was.units !== pack.units) edit = "size";
      else if (was.cents !== pack.cents) edit = pack.cents === one.cents ? "scheduled" : "another";
      const [text, isAsked] = one[edit];
      yield { row: pack.row, text, isAsked };
    }
  }
}

// What is to be said about a dosage's { packs, unitCost } after a change, a pack being
// { row, units, cents, onSale }, and of those before also what is scheduled: each note with its row (null: the whole dosage) and whether the
// change made it so or is one of that row.
export function notesOf(before, after, terms) {
  const [old, now] = [before, after].map((table) => ({ ...table, packs: bySize(table.packs) }));
  const isUntouched = (row) => old.packs.some((was) => was.row === row && now.packs.some(
    (pack) => pack.row === row && pack.units === was.units && pack.cents === was.cents));
  const stood = [...standing(old, terms)].filter(([row]) => isUntouched(row));
  const isOld = ([row, text]) => stood.some(([other, said]) => other === row && said === text);
  const moves = [
    ...baseMoves(old.packs, now.packs, terms), ...steps(before.packs, now.packs, terms),
  ];
  return [
    ...moves.map(([row, text]) => ({ row, text, isAsked: true })),
    ...[...standing(now, terms)].map((note) => ({ row: note[0], text: note[1], isAsked: !isOld(note) })),
    ...scheduled(before.packs, after.packs),
  ];
}
