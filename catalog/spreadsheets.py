"""Cells and files as a spreadsheet opens them: text stays text.

A spreadsheet takes a cell that begins so for a formula and computes it
(https://owasp.org/www-community/attacks/CSV_Injection); with an apostrophe before it, it is text.
"""

import re

# Without it a spreadsheet takes UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
ESCAPED = re.compile(r"^'(?='*[=+\-@\t\r\n])")


def harmless(cell: str) -> str:
    """As text to a spreadsheet, whatever it begins with."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """What `harmless` was given."""
    return ESCAPED.sub("", cell)
