"""How the numbers of one table row can be read, and which reading its arithmetic proves.

Cells may be glued: "302.10 $63.00 $" is 30 pills at 2.10, together 63.00. A row's text holds
digits, `.`, `,`, spaces, the signs `$` and `¢`, and `|` where a cell surely ends; a text with
anything else has no reading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from catalog.pricing import CENT, rounded

Column = Literal["units", "unit_price", "price"]
Slot = Literal["units", "unit_price", "list_price", "price"]
Side = Literal["before", "after", "either"]

TOKEN = re.compile(r"(?P<number>[0-9](?:[0-9.,]*[0-9])?)|(?P<sign>[$¢])|(?P<bar>\|)|\s")
WHOLE = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}|[1-9][0-9]{0,7}|0)"
FORMS: dict[Slot, re.Pattern[str]] = {
    "units": re.compile(WHOLE),
    "unit_price": re.compile(rf"{WHOLE}(?:\.[0-9]{{2,3}})?"),
    "list_price": re.compile(rf"{WHOLE}(?:\.[0-9]{{2}})?"),
    "price": re.compile(rf"{WHOLE}(?:\.[0-9]{{2}})?"),
}
# Which numbers may carry which sign; whether an amount must carry one is up to its row.
SIGNED: dict[str, tuple[Slot, ...]] = {
    "": ("units", "unit_price", "list_price", "price"),
    "$": ("unit_price", "list_price", "price"),
    "¢": ("unit_price",),
}
CENTS = re.compile(rf"{WHOLE}(?:\.[0-9]{{1,2}})?")
ANY_NUMBER = re.compile(rf"{WHOLE}(?:\.[0-9]{{1,3}})?")
LONGEST_RUN = 30


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row."""

    units: int
    price: Decimal
    unit_price: Decimal | None
    list_price: Decimal | None

    @property
    def is_plausible(self) -> bool:
        """Whether a shop could mean it at all, be its numbers right or wrong."""
        unit_price = self.price if self.unit_price is None else self.unit_price
        list_price = self.price if self.list_price is None else self.list_price
        return self.units > 0 and 0 < unit_price <= self.price <= list_price

    def agrees(self, saving: int | None) -> bool:
        """Whether the row's own numbers prove each other, to the precision they are written in."""
        return self._is_off_by(saving, Decimal(0), points=0)

    def nearly_agrees(self, saving: int | None) -> bool:
        """Whether they do but for a cent and a point, as conversions and mistypings leave them."""
        return self._is_off_by(saving, CENT, points=1)

    def _is_off_by(self, saving: int | None, amount: Decimal, points: int) -> bool:
        """Whether the unit price is off by at most `amount` and the percent by at most `points`."""
        if self.unit_price is None or not self.is_plausible:
            return False
        rate = Fraction(self.price) / self.units
        places = max(2, -int(self.unit_price.as_tuple().exponent))
        off = abs(rounded(rate, Decimal(1).scaleb(-places)) - self.unit_price)
        percent = self._percent if saving is None else saving
        return off <= min(amount, self.unit_price / 20) and abs(self._percent - percent) <= points

    @property
    def _percent(self) -> int:
        if not self.list_price:
            return 0
        return int(
            rounded(
                Fraction(self.list_price - self.price) * 100 / Fraction(self.list_price), Decimal(1)
            )
        )


class Number(NamedTuple):
    """Digits as written and the sign that belongs to them, "" for none."""

    text: str
    sign: str


def certain_reading(text: str, columns: Sequence[Column]) -> Reading | None:
    """What a row says where nothing is glued: every amount has its sign, or else its decimals."""
    sides: tuple[Side, ...] = ("before", "after")
    for side in sides:
        if reading := _read(_runs(text, side), columns, signed=True):
            return reading
    runs = _runs(text, "either")
    whole_numbers = sum("." not in run.text for run in runs)
    return _read(runs, columns, signed=False) if whole_numbers == 1 else None


def possible_readings(text: str, columns: Sequence[Column]) -> set[Reading]:
    """Every way to cut glued numbers apart; by the signs where those leave any way at all."""
    signed = _cut_by_sign(text, columns, "before") | _cut_by_sign(text, columns, "after")
    return signed or _cut_by_sign(text, columns, "either")


def _cut_by_sign(text: str, columns: Sequence[Column], side: Side) -> set[Reading]:
    ways = ways_to_cut(_runs(text, side), len(columns) + 1, side)
    readings = (_read(numbers, columns, signed=side != "either") for numbers in ways)
    return {reading for reading in readings if reading}


def ways_to_cut(runs: Sequence[Number], most: int, side: Side) -> Iterator[list[Number]]:
    """Every way to cut the runs into at most `most` numbers together.

    Each run leaves one number to every run after it, which keeps the ways few.
    """
    if not runs:
        yield []
        return
    first, *others = runs
    for numbers in _pieces(first, most - len(others), side):
        for rest in ways_to_cut(others, most - len(numbers), side):
            yield [*numbers, *rest]


def _pieces(run: Number, most: int, side: Side) -> Iterator[list[Number]]:
    """The run cut into 1 to `most` numbers; its sign goes to the one that stands next to it."""
    if most < 1 or len(run.text) > LONGEST_RUN:
        return
    for pieces in _splits(run.text, most):
        signed = 0 if side == "before" and run.sign == "$" else len(pieces) - 1
        yield [Number(text, run.sign if at == signed else "") for at, text in enumerate(pieces)]


def _splits(digits: str, most: int) -> Iterator[list[str]]:
    if ANY_NUMBER.fullmatch(digits):
        yield [digits]
    for end in range(1, len(digits) if most > 1 else 0):
        if ANY_NUMBER.fullmatch(digits[:end]):
            for rest in _splits(digits[end:], most - 1):
                yield [digits[:end], *rest]


def _runs(text: str, side: Side) -> list[Number]:
    """Digits with their signs, uncut; empty where a sign has no number on that side."""
    runs: list[Number] = []
    waiting = ""
    at = 0
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None:
            return []
        at = token.end()
        if token["number"]:
            runs.append(Number(token["number"], waiting))
            waiting = ""
        elif token["sign"] == "$" and side == "before" and not waiting:
            waiting = "$"
        elif token["sign"] and (token["sign"] == "¢" or side != "either"):
            if side == "before" and token["sign"] == "$" or not runs or runs[-1].sign:
                return []
            runs[-1] = Number(runs[-1].text, token["sign"])
    return [] if waiting else runs


def _read(numbers: Sequence[Number], columns: Sequence[Column], signed: bool) -> Reading | None:
    """The numbers in the columns' order, with or without a list price before the price."""
    slots: list[Slot] = list(columns)
    if len(numbers) == len(slots) + 1:
        slots.insert(slots.index("price"), "list_price")
    if len(numbers) != len(slots):
        return None
    amounts: dict[Slot, Decimal] = {}
    for slot, (text, sign) in zip(slots, numbers, strict=True):
        in_cents = sign == "¢"
        if not (CENTS if in_cents else FORMS[slot]).fullmatch(text):
            return None
        if slot not in SIGNED[sign] or (signed and not sign and slot != "units"):
            return None
        amounts[slot] = Decimal(text.replace(",", "")) / (100 if in_cents else 1)
    return Reading(
        int(amounts["units"]),
        amounts["price"],
        amounts.get("unit_price"),
        amounts.get("list_price"),
    )
