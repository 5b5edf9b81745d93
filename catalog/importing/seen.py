"""What a dry run showed of a page, so that nothing else is imported."""

import hashlib

from catalog.importing.report import ImportReport


def fingerprint(report: ImportReport, text: str, *, overwrite: bool) -> str:
    """Of all that is shown, of the page's own text, and of when its medicine was changed last.

    A change of a text is told without the text: the report alone does not tell what is replaced by
    what.
    """
    return hashlib.sha256(repr((report, text, overwrite)).encode()).hexdigest()
