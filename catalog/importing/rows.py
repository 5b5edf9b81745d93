"""One row of a price table: from its text to a pack."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import compress
from operator import attrgetter

from django.utils.translation import gettext as _

from catalog.importing.currency import CENTS, CODES, LETTERED_DOLLAR, with_plain_sign
from catalog.importing.page import PageError, PageRow
from catalog.importing.row_numbers import Column, Reading, certain_reading, possible_readings
from catalog.units import UNITS_BY_WORD, Unit, unit_named

LONGEST_ROW = 300
CART_WORDS = r"add\s+to\s+(?:cart|basket|bag)|(?:buy|order)(?:\s+now)?"
UNIT_WORDS = "|".join(sorted(UNITS_BY_WORD, key=len, reverse=True))

BEST = re.compile(rf"best(?:\s*(?:price|value|deal|offer))?(?:\s*per\s*(?:{UNIT_WORDS}))?", re.I)
CART = re.compile(f"{CART_WORDS}|\U0001f6d2", re.I)
SAVE = re.compile(r"(?<![a-z])(?:(?:you\s+)?save|off)(?![a-z])", re.I)
UNIT = re.compile(rf"(?<![a-z])(?:{UNIT_WORDS})(?![a-z])", re.I)
PERCENT = re.compile("\\(?\\s*[-\u2212\u2013]?\\s*(?<![0-9.,])([0-9]{1,3})\\s*%\\s*\\)?")
MARKS = re.compile(r"[*~`\\_]")

SURELY_CART = re.compile("add\\s+to\\s+cart|\U0001f6d2", re.I)
MONEY = re.compile(r"[$\u20ac\u00a3\u00a2]|\([0-9]{1,3}\s?%\)|[0-9]\.[0-9]{2}\b.*[0-9]\.[0-9]{2}\b")
MOST_SPOILT_LETTERS = 3

# Where a row's other numbers contradict its price by more than this share, a digit or a decimal
# point was lost or added; what rounding and a stale unit price leave is less, and only reported.
GROSS = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a table before its rows."""

    columns: tuple[Column, ...]
    unit: Unit


def looks_like_row(text: str) -> bool:
    """Whether a line holds only numbers, signs and the words of a price table."""
    bare = text
    for words in (BEST, CART, SAVE, UNIT, CENTS, CODES, LETTERED_DOLLAR):
        bare = words.sub(" ", bare)
    return not any(map(str.isalpha, bare)) and (bare != text or any(map(str.isdecimal, bare)))


def is_stray_row(text: str) -> bool:
    """Whether a line outside the tables can only be a row of one, be it spoilt by a letter."""
    if SURELY_CART.search(text):
        return True
    bare = text[: LONGEST_ROW + 1]
    for words in (BEST, SAVE, UNIT, CODES):
        bare = words.sub(" ", bare)
    few_letters = sum(map(str.isalpha, bare)) <= MOST_SPOILT_LETTERS
    return few_letters and any(map(str.isdecimal, bare)) and bool(MONEY.search(bare))


def plain_row(line: int, text: str, currency: str) -> str:
    """A row's text with the shop's sign as "$" and without Markdown's marks. Raises PageError."""
    if len(text) > LONGEST_ROW:
        raise PageError(
            line,
            _("A price row has at most %(most)s characters: split it.") % {"most": LONGEST_ROW},
        )
    return MARKS.sub(" ", with_plain_sign(line, text, currency))


def could_be_row(text: str, table: Table) -> bool:
    """Whether a text can be read as a whole row, be it in one way or in several."""
    numbers = _numbers(text)
    return bool(
        certain_reading(numbers, table.columns) or possible_readings(numbers, table.columns)
    )


def is_complete(text: str, table: Table) -> bool:
    """Whether a row ends here: with its percent, with the way into the cart, or for sure."""
    ended = PERCENT.search(text) or CART.search(text)
    return bool(ended or certain_reading(_numbers(text), table.columns))


def unit_in(text: str) -> Unit | None:
    """What a row itself says that its pack counts."""
    word = UNIT.search(BEST.sub(" ", text))
    return unit_named(word.group()) if word else None


def read_row(line: int, text: str, table: Table) -> PageRow:
    """The pack a row states, its text as from `plain_row`; several lines are joined by "|".

    Raises PageError where the row is unclear or cannot be true.
    """
    _refuse_another_unit(line, text, table.unit)
    saving = _saving(line, text)
    numbers = _numbers(text)
    reading = certain_reading(numbers, table.columns) or _proven(line, text, numbers, saving, table)
    _refuse_nonsense(line, reading, saving)
    return PageRow(
        line=line,
        units=reading.units,
        price=reading.price,
        unit_price=reading.unit_price,
        list_price=reading.list_price,
        saving=saving,
        best=bool(BEST.search(text)),
    )


def _refuse_another_unit(line: int, text: str, unit: Unit) -> None:
    for word in UNIT.findall(BEST.sub(" ", text)):
        if unit_named(word) != unit:
            raise PageError(
                line,
                _("The row counts %(word)s, its table %(plural)s: a medicine has one unit.")
                % {"word": word, "plural": unit.plural},
            )


def _saving(line: int, text: str) -> int | None:
    percents = PERCENT.findall(text)
    if len(percents) > 1:
        raise PageError(
            line, _("The row has more than one percent: put each pack on its own line.")
        )
    return int(percents[0]) if percents else None


def _numbers(text: str) -> str:
    """Only what a reading works with: words become the end of a cell, ornaments a space."""
    for words in (BEST, CART, SAVE, PERCENT):
        text = words.sub("|", text)
    text = UNIT.sub(" ", text).replace("\t", "|")
    return "".join(" " if _is_ornament(character) else character for character in text)


def _is_ornament(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk", "Mn")


def _proven(line: int, text: str, numbers: str, saving: int | None, table: Table) -> Reading:
    """The one reading of glued cells that its own numbers prove."""
    possible = possible_readings(numbers, table.columns)
    proven = _agreeing(possible, saving)
    if len(proven) == 1:
        return proven[0]
    row = f'row "{" ".join(text.split())}"'
    if proven:
        raise PageError(
            line,
            _("The %(row)s can be read in %(number)s ways: %(ways)s. Put a | between its cells.")
            % {"row": row, "number": len(proven), "ways": _listed(proven)},
        )
    if plausible := [reading for reading in possible if reading.is_plausible]:
        raise PageError(
            line,
            _(
                "The numbers of the %(row)s do not agree in any reading: %(readings)s. Put a | "
                "between its cells or correct a number."
            )
            % {"row": row, "readings": _listed(plausible)},
        )
    raise PageError(
        line,
        _(
            "The %(row)s is not a number of units, a price of one and a price, in the order of "
            "the table's head: write it so."
        )
        % {"row": row},
    )


def _agreeing(possible: Collection[Reading], saving: int | None) -> list[Reading]:
    """The readings whose numbers agree, if need be but for a cent."""
    exact = [reading for reading in possible if reading.agrees(saving)]
    near = [reading for reading in possible if reading.nearly_agrees(saving)]
    # A percent of no struck price proves nothing here: the checks compare it with ours.
    unstruck = [r for r in possible if r.list_price is None and r.agrees(saving=None)]
    return exact or near or unstruck


def _listed(readings: Iterable[Reading]) -> str:
    ordered = sorted(readings, key=attrgetter("units", "price"))
    shown = "; ".join(map(_in_words, ordered[:4]))
    return f"{shown}; ..." if len(ordered) > 4 else shown


def _in_words(reading: Reading) -> str:
    """As in "90 at 0.76 each for 68.00 instead of 78.00"."""
    words = _("%(units)s for %(price)s")
    if reading.unit_price is not None and reading.list_price is not None:
        words = _("%(units)s at %(each)s each for %(price)s instead of %(struck)s")
    elif reading.unit_price is not None:
        words = _("%(units)s at %(each)s each for %(price)s")
    elif reading.list_price is not None:
        words = _("%(units)s for %(price)s instead of %(struck)s")
    return words % {
        "units": reading.units,
        "each": reading.unit_price,
        "price": reading.price,
        "struck": reading.list_price,
    }


def _refuse_nonsense(line: int, reading: Reading, saving: int | None) -> None:
    if not reading.units:
        raise PageError(line, _("A pack of 0: a pack holds at least one unit."))
    if not reading.price:
        raise PageError(line, _("The price is 0.00: a price is above zero."))
    if reading.list_price is not None and reading.list_price < reading.price:
        raise PageError(
            line,
            _(
                "The struck price %(list_price)s stands below the price %(price)s: write the "
                "struck price first, the price after it."
            )
            % {"list_price": reading.list_price, "price": reading.price},
        )
    _refuse_contradiction(line, reading, saving)


def _refuse_contradiction(line: int, reading: Reading, saving: int | None) -> None:
    """The unit price decides where there is one: nothing else bears witness to the units."""
    witnesses = _prices_by_other_numbers(reading, saving)
    contradicting = [
        abs(price - reading.price) > GROSS * reading.price + slack for price, slack in witnesses
    ]
    if witnesses and contradicting[0]:
        said = " and ".join(f"{price:.2f}" for price, _ in compress(witnesses, contradicting))
        raise PageError(
            line,
            _(
                "The price %(price)s contradicts the row's other numbers, which say about "
                "%(said)s for %(units)s: correct the wrong one."
            )
            % {"price": reading.price, "said": said, "units": reading.units},
        )


def _prices_by_other_numbers(reading: Reading, saving: int | None) -> list[tuple[Decimal, Decimal]]:
    """What the unit price and the list price with its percent say the price is, and how exactly.

    A unit price may be rounded or a cent stale: it is trusted to a step of its last place.
    """
    witnesses = []
    if reading.unit_price is not None:
        step = Decimal(1).scaleb(int(reading.unit_price.as_tuple().exponent))
        witnesses.append((reading.unit_price * reading.units, step * reading.units))
    if reading.list_price is not None and saving is not None:
        witnesses.append((reading.list_price * (100 - saving) / 100, reading.list_price / 200))
    return witnesses
