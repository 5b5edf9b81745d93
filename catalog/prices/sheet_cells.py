"""One cell of a price sheet: as text, as a price, as a number of units, and in words that help.

A cell comes as text or as a number; a number is only ever taken by its decimal text.
"""

import re
from datetime import date, time, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.admin.price_fields import price_typed, units_typed
from catalog.spreadsheets import as_meant

# What no XML has (https://www.w3.org/TR/xml/#charsets), or nobody sees.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
# A spreadsheet computes with so many digits, and shows no more: 12.600000000000001 is 12.6 there.
DIGITS = 15
WHOLE = re.compile(r"([0-9]+)\.0+")
CURRENCIES = re.compile(r"[$£€]|\b(?:USD|GBP|EUR)\b")
THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
LETTERS = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1"})


class Odd(str):
    """A cell that is no text or number; `words` say what to write instead."""

    __slots__ = ("words",)
    words: str

    def __new__(cls, shown: str, words: str) -> "Odd":
        cell = super().__new__(cls, shown)
        cell.words = words
        return cell


def cell_text(value: object) -> str:
    """What a spreadsheet's cell says: "" for an empty one, "12.5" for a number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _plain(Decimal(f"{value:.{DIGITS}g}"))
    if isinstance(value, date | time | timedelta):
        words = _("This is a date or time. Format the cell as text or number and type it again.")
        return Odd(str(value), words)
    return without_odd_space(as_meant(str(value)))


def formula(text: object) -> Odd:
    """A cell that is computed: what it says depends on who opens the file."""
    return Odd(str(text), _("This is a formula. Write what it comes to."))


def without_odd_space(text: str) -> str:
    return " ".join(UNWRITABLE.sub("", text).split())


def name_key(text: str) -> str:
    """By which names of medicines are compared."""
    return without_odd_space(text).casefold()


def price_in(text: str) -> Decimal:
    """Raises ValueError, saying what to write instead."""
    try:
        return price_typed(text)
    except ValidationError as refusal:
        raise ValueError(_price_words(text) or refusal.messages[0]) from refusal


def units_in(text: str, unit_plural: str) -> int:
    """Raises ValueError, saying what to write instead."""
    whole = WHOLE.fullmatch(text)
    try:
        return units_typed(whole[1] if whole else text, unit_plural)
    except ValidationError as refusal:
        if text and not text.strip("0.") and text.isascii():
            raise ValueError(_("A pack holds at least 1 unit.")) from refusal
        raise ValueError(refusal.messages[0]) from refusal


def _price_words(text: str) -> str:
    """As in "“12,5o” has a letter o. Write 12.50."; "" where nothing can be guessed."""
    what = _slip(text)
    if not what:
        return ""
    meant = CURRENCIES.sub("", text).strip().translate(LETTERS)
    meant = meant.replace(",", "" if THOUSANDS.fullmatch(meant) else ".")
    try:
        price = price_typed(meant)
    except ValidationError:
        return ""
    facts = {"found": text, "what": what, "price": price}
    if re.fullmatch(r"[0-9]{1,3},[0-9]{3}", text):  # one thousand here, one point there
        return _("“%(found)s” %(what)s. Write the price with a point and no thousands.") % facts
    return _("“%(found)s” %(what)s. Write %(price)s.") % facts


def _slip(text: str) -> str:
    """The one thing that is wrong, where people often mean a price by it."""
    if letter := re.search("[oOlI]", text):
        return _("has a letter %s") % letter[0]
    if CURRENCIES.search(text):
        return _("has a currency")
    return _("has a comma") if "," in text else ""


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
