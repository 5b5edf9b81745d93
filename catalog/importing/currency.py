"""The currency a page's amounts stand in: the shop's own, or the page is refused."""

import re
import unicodedata

from django.utils.translation import gettext as _

from catalog.importing.page import PageError
from catalog.money import SYMBOLS

# What every reading below works with, whatever the shop's currency is.
SIGN = "$"
CENT_SIGN = "¢"

CODES = re.compile(
    r"(?<![A-Za-z])(USD|EUR|GBP|CAD|AUD|NZD|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|ZAR|MXN|BRL|RUB"
    r"|TRY|SGD|HKD|ILS)(?![A-Za-z])",
    re.IGNORECASE,
)
LETTERED_DOLLAR = re.compile(
    r"(?<![A-Za-z])(US|CA?|CAN|CDN|AU?|NZ|HK|SG?|R|MX|NT|TT|J)\$", re.IGNORECASE
)
NAMES = {
    r"canadian dollars?": "CAD",
    r"australian dollars?": "AUD",
    r"new zealand dollars?": "NZD",
    r"(?:us |u\.s\. )?dollars?": "USD",
    r"euros?": "EUR",
    r"pounds? sterling|(?:british )?pounds?": "GBP",
    r"swiss francs?": "CHF",
    r"(?:japanese )?yen": "JPY",
    r"(?:indian )?rupees?": "INR",
}
# How an amount may be marked, and an amount with its mark before or behind.
MARK = rf"{LETTERED_DOLLAR.pattern}|{CODES.pattern}|[$¢£¤¥\u20a0-\u20cf]|\bcents?\b"
AMOUNT = rf"(?:{MARK})?\s*[0-9][0-9.,]*(?:\s*(?:{MARK}))?"
CURRENCY = rf"(?:{'|'.join(NAMES)}|{MARK})(?:\s*\((?:{MARK})\))?"
CENTS = re.compile(r"(?<=[0-9])\s*(?:¢|cents?(?![a-z]))", re.IGNORECASE)


def with_plain_sign(line: int, text: str, currency: str) -> str:
    """The text with the shop's currency written as one sign, "$", and its hundredth as "¢".

    Raises PageError for any other currency's sign or ISO code.
    """
    own = SYMBOLS.get(currency, "")
    for letters in LETTERED_DOLLAR.findall(text):
        if letters.upper() != "US":
            raise refused(line, f"{letters}$", currency)
    text = CENTS.sub(CENT_SIGN, LETTERED_DOLLAR.sub(SYMBOLS["USD"], text))
    for code in CODES.findall(text):
        if code.upper() != currency:
            raise refused(line, code, currency)
    for sign in text:
        if unicodedata.category(sign) == "Sc" and sign not in (own, CENT_SIGN):
            raise refused(line, sign, currency)
    return CODES.sub(SIGN, text.replace(own or SIGN, SIGN))


def with_codes(text: str) -> str:
    """The text with currencies named by their ISO codes: "US dollars" is "USD"."""
    for name, code in NAMES.items():
        text = re.sub(rf"\b(?:{name})\b", code, text, flags=re.IGNORECASE)
    return text


def refused(line: int, found: str, currency: str) -> PageError:
    """The error for a page in another currency."""
    return PageError(
        line,
        _(
            "%(found)s is another currency: this shop sells in %(currency)s. Give prices in "
            "%(currency)s."
        )
        % {"found": found, "currency": currency},
    )
