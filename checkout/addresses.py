"""What an address needs by its country; where we are not sure, nothing is asked."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from oscar.apps.address.abstract_models import AbstractAddress

# A pattern is tried on the code without spaces; the words tell how it looks.
POSTCODES = {
    "US": (r"[0-9]{5}(-?[0-9]{4})?", gettext_lazy("Enter the ZIP code, 5 digits such as 02101")),
    "CA": (
        r"[A-Z][0-9][A-Z]-?[0-9][A-Z][0-9]",
        gettext_lazy("Enter the postal code, such as K1A 0B1"),
    ),
    "GB": (
        r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}",
        gettext_lazy("Enter the postcode, such as SW1A 1AA"),
    ),
}
WITH_STATE = {"US", "CA", "AU"}

PHONE = re.compile(r"\+?[0-9 ()./-]+((ext\.?|x)\s*[0-9]+)?", re.IGNORECASE)
PHONE_DIGITS = range(5, 21)


def postcode_problem(country: str, postcode: str) -> str:
    """What to do about a postcode, "" where it is fine. Countries without postcodes need none."""
    if not postcode:
        has_postcodes = country in AbstractAddress.POSTCODES_REGEX
        return _("Enter the ZIP or postal code") if has_postcodes else ""
    pattern, words = POSTCODES.get(country, (".*", ""))
    known = re.fullmatch(pattern, re.sub(r"\s", "", postcode).upper())
    return "" if known else str(words)


def state_problem(country: str, state: str) -> str:
    """What to do about a state or province, "" where it is fine."""
    return _("Enter the state or province") if country in WITH_STATE and not state else ""


def phone_problem(phone: str) -> str:
    """What to do about a telephone number, "" where it can be one; none is fine."""
    digits = sum(character.isdigit() for character in phone)
    if not phone or (PHONE.fullmatch(phone) and digits in PHONE_DIGITS):
        return ""
    return _("Enter a telephone number such as 555 010 0100, or leave it empty")
