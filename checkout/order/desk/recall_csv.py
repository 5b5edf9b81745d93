"""A recall as a file for a spreadsheet: plain values."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from catalog.spreadsheets import harmless
from checkout.order.desk.recall_reads import Recipient


def recall_rows(recipients: Iterable[Recipient]) -> Iterator[list[str]]:
    """The head, then a row for each; no cell is taken for a formula."""
    yield [
        _("Lot"),
        _("Pack"),
        _("Units"),
        _("Dispensed on"),
        _("Order"),
        _("Patient"),
        _("E-mail"),
        _("Phone"),
        _("Sent to"),
        _("Address"),
    ]
    for one in recipients:
        got = (one.lot, one.pack, str(one.units), one.dispensed_on.isoformat(), one.number)
        who = (one.patient, one.email, one.phone, one.sent_to, one.address)
        yield [harmless(cell) for cell in (*got, *who)]
