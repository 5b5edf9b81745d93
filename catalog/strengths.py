"""One strength of a medicine: the key that is stored and in addresses, the text that is shown.

"10 mg", "10MG" and "10.0mg" are one dosage, whose key is "10mg". A strength may be a pair
("875mg/125mg"), a rate ("5mg/ml") and may end in letters for its release ("150mg-xr").
"""

import re
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlencode

from django.utils.formats import get_format
from django.utils.translation import get_language, ngettext_lazy

from catalog.units import NO_BREAK_SPACE

MAX_KEY_LENGTH = 60

# Casefolding makes one letter of the micro sign and the Greek mu.
SPELLINGS = {
    "mcg": ("mcg", "ug", "\N{GREEK SMALL LETTER MU}g", "microgram"),
    "mg": ("mg", "milligram", "milligramme"),
    "g": ("g", "gr", "gram", "gramme"),
    "ml": ("ml", "milliliter", "millilitre"),
    "iu": ("iu", "i.u.", "international unit"),
    "unit": ("unit",),
    "mmol": ("mmol",),
    "dose": ("dose",),
    "puff": ("puff", "actuation"),
    "hour": ("hour", "hr", "h"),
    "%": ("%",),
}
UNIT_BY_WORD = {word: unit for unit, words in SPELLINGS.items() for word in words}
SHOWN = {"iu": "IU"}
SPELT_OUT = {
    "mcg": ngettext_lazy("microgram", "micrograms"),
    "unit": ngettext_lazy("unit", "units"),
    "dose": ngettext_lazy("dose", "doses"),
    "puff": ngettext_lazy("puff", "puffs"),
    "hour": ngettext_lazy("hour", "hours"),
}
RELEASES = ("cr", "dr", "er", "ir", "la", "mr", "pr", "sr", "xl", "xr")

NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?|\.[0-9]+"
_PART = re.compile(rf"({NUMBER})?\s*([^0-9.,][^0-9,]*)?")
_RELEASE = re.compile(rf"[\s-]({'|'.join(RELEASES)})$")


def strength_key(text: str) -> str:
    """What is stored and compared: "10 mg" -> "10mg", "20/12.5 mg" -> "20mg/12.5mg".

    Total: a text that is no strength comes back casefolded and without spaces.
    """
    return _key_of(text) or "".join(text.casefold().split())


def dosage_query(key: str) -> str:
    """What opens a dosage on its medicine's page: "?dosage=10mg", "?dosage=0.025%25"."""
    return "?" + urlencode({"dosage": key}, safe="/")


def is_strength(text: str) -> bool:
    """Whether a text is one strength, such as "0.5 mg" or "100 mcg/dose", and nothing else."""
    return _key_of(text) is not None


def strength_text(key: str) -> str:
    """As shown: "10mg" -> "10 mg", "25mcg" -> "25 micrograms"; a number never leaves its unit.

    A key that is no strength is shown as it is.
    """
    return _strength_text(key, get_language())


# Named in every row of a page, and of few kinds.
@lru_cache(maxsize=4096)
def _strength_text(key: str, _language: str | None) -> str:
    known = _key_of(key)
    if known is None:
        return key
    amounts, _dash, release = known.partition("-")
    shown = f"{NO_BREAK_SPACE}/ ".join(_amount_text(amount) for amount in amounts.split("/"))
    return f"{shown}{NO_BREAK_SPACE}{release.upper()}" if release else shown


def _key_of(text: str) -> str | None:
    if len(text) > 2 * MAX_KEY_LENGTH:
        return None
    text = " ".join(text.casefold().split())
    release = _RELEASE.search(text)
    amounts = _amounts(text[: release.start()] if release else text)
    key = "/".join(amounts) + (f"-{release[1]}" if release else "")
    return key if amounts and len(key) <= MAX_KEY_LENGTH else None


def _amounts(text: str) -> list[str]:
    """Each part as number and unit ("20mg", "ml"); empty where the text is no strength."""
    amounts: list[str] = []
    unit = None
    # From the right: in "20/12.5 mg" the bare number shares the unit of the one after it.
    for part in reversed(re.split("[/+]", text)):
        match = _PART.fullmatch(part.strip())
        number, word = match.groups() if match else (None, None)
        unit = _unit_named(word) if word else unit
        if unit is None or not (number or word):
            return []
        amounts.insert(0, f"{_plain(number)}{unit}")
    return amounts if amounts[0][0] in "123456789" or amounts[0].startswith("0.") else []


def _unit_named(word: str) -> str | None:
    word = word.strip()
    return UNIT_BY_WORD.get(word) or UNIT_BY_WORD.get(word.removesuffix("s"))


def _plain(number: str | None) -> str:
    """ "1,000" -> "1000", "5.0" -> "5", "12,5" -> "12.5", ".5" -> "0.5", None -> ""."""
    if number is None:
        return ""
    comma = "" if re.match("[1-9][0-9]{0,2}(,[0-9]{3})+(?![0-9])", number) else "."
    return f"{Decimal(number.replace(',', comma)).normalize():f}"


def _amount_text(amount: str) -> str:
    unit = amount.lstrip("0123456789.")
    number = amount.removesuffix(unit)
    if "." in number:
        number = number.replace(".", get_format("DECIMAL_SEPARATOR"))
    if unit == "%":
        return f"{number}%"
    shown = _spelt_out(unit, number) if unit in SPELT_OUT else SHOWN.get(unit, unit)
    return f"{number}{NO_BREAK_SPACE}{shown}" if number else shown


def _spelt_out(unit: str, number: str) -> str:
    """Without a number, as in "per dose", it is one; a part of one is named like several."""
    several = int(number) if number.isdigit() else 2
    return str(SPELT_OUT[unit] % (several if number else 1))
