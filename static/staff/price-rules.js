// What a pack costs per unit, what it saves and which is best: catalog/pricing.py over again, while
// staff type. Money is whole cents in BigInt, so that every step is exact; roundings are half up.
// The sentences are those of catalog/admin/price_fields.py and price_rows.py.

const MAX_DIGITS_BEFORE_POINT = 8;
const MAX_UNITS = 999999n;
export const MINUS = "\u2212";

let symbol = "";
export const useSymbol = (text) => {
  symbol = text;
};

export const halfUp = (a, b) => (2n * a + b) / (2n * b);
export const grouped = (whole) => whole.toLocaleString("en-US");
const decimal = (amount, places) => {
  const step = 10n ** BigInt(places);
  return `${symbol}${grouped(amount / step)}.${String(amount % step).padStart(places, "0")}`;
};
export const money = (cents) => decimal(cents, 2);
export const unitPrice = ({ cents, units }) => {
  if (cents >= 10n * units) return money(halfUp(cents, units));
  const tenths = halfUp(10n * cents, units);
  return tenths ? decimal(tenths, 3) : `under ${decimal(1n, 3)}`;
};
const listPrice = (base, units) => halfUp(base.cents * units, base.units);
const saving = (list, cents) => (list > cents ? halfUp((list - cents) * 100n, list) : 0n);
// Below zero: a costs less per unit than b.
export const compareRates = (a, b) => a.cents * b.units - b.cents * a.units;

export function priceTyped(text) {
  if (!text) return { error: "Enter a price." };
  const match = /^(-?)([0-9]*)(?:\.([0-9]*))?$/.exec(text);
  if (!match || !(match[2] || match[3])) return { error: "Enter a price as digits, like 68.00." };
  const [, minus, whole, decimals = ""] = match;
  if (minus || !/[1-9]/.test(whole + decimals)) return { error: `Enter a price above ${money(0n)}.` };
  if (decimals.length > 2) {
    return { error: `Use at most two decimals: ${text} has ${decimals.length}.` };
  }
  if (whole.replace(/^0+/, "").length > MAX_DIGITS_BEFORE_POINT) {
    return { error: `Enter a price below ${money(100n * 10n ** BigInt(MAX_DIGITS_BEFORE_POINT))}.` };
  }
  return { cents: BigInt(whole + decimals.padEnd(2, "0")) };
}

// A unit's cost in ten thousandths; null where nobody said one.
export function costTyped(text) {
  if (!text) return { cost: null };
  const match = /^(-?)([0-9]*)(?:\.([0-9]*))?$/.exec(text);
  if (!match || !(match[2] || match[3])) return { error: "Enter a cost as digits, like 0.31." };
  const [, minus, whole, decimals = ""] = match;
  if (minus) return { error: `Enter a cost of ${money(0n)} or more.` };
  if (decimals.length > 4) {
    return { error: `Use at most four decimals: ${text} has ${decimals.length}.` };
  }
  if (whole.replace(/^0+/, "").length > MAX_DIGITS_BEFORE_POINT) {
    return { error: `Enter a cost below ${money(100n * 10n ** BigInt(MAX_DIGITS_BEFORE_POINT))}.` };
  }
  return { cost: BigInt(whole + decimals.padEnd(4, "0")) };
}

// The part of a price, in whole percent, that is not the cost of its units.
export function marginOf({ cents, units }, unitCost) {
  const [left, whole] = [100n * cents - unitCost * units, 100n * cents];
  const percent = left < 0n ? -halfUp(-100n * left, whole) : halfUp(100n * left, whole);
  return `${percent < 0n ? MINUS : ""}${percent < 0n ? -percent : percent}%`;
}

export function unitsTyped(text, plural) {
  if (!/^[0-9]*[1-9][0-9]*$/.test(text)) return { error: `Enter how many ${plural} the pack holds.` };
  const units = BigInt(text);
  if (units > MAX_UNITS) return { error: `A pack holds at most ${grouped(MAX_UNITS)} ${plural}.` };
  return { units };
}

export const sizeTaken = (units, unit) =>
  `There is already a ${grouped(units)}-${unit} pack of this dosage.`;

// The offers of a dosage's packs ({ row, units, cents, onSale }), by row.
export function judge(packs) {
  const offers = new Map();
  const onSale = packs.filter(({ onSale }) => onSale);
  const ordered = [...new Map(onSale.toReversed().map((pack) => [pack.units, pack])).values()];
  ordered.sort((a, b) => Number(a.units - b.units));
  const [base] = ordered;
  const best = ordered.reduce((a, b) => (compareRates(a, b) <= 0n ? a : b), base);
  for (const pack of ordered) {
    const list = listPrice(base, pack.units);
    const percent = saving(list, pack.cents);
    offers.set(pack.row, {
      ...pack,
      base,
      isBase: pack === base,
      isBest: pack === best && ordered.length > 1,
      list: percent >= 1n ? money(list) : "",
      saving: percent >= 1n ? `${MINUS}${percent}%` : "",
    });
  }
  return offers;
}
