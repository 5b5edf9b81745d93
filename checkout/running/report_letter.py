"""What the daily report says, and in which words: plain values.

Nobody is named, no order and no medicine: a mail lies in many places for many years.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.moments import for_staff
from catalog.money import price
from checkout.order.mails.letters import Letter
from checkout.order.states import OrderState
from checkout.running.report import Days, Report


@dataclass(frozen=True, slots=True)
class Row:
    """A figure beside its words; `link` leads to the list it counts."""

    words: str
    figure: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    heading: str
    rows: tuple[Row, ...]


def letter_of(report: Report) -> Letter:
    about = {"days": days_in_words(report.days), "standing": _standing(report)}
    # Translators: as in "Your shop on 26 November 2026: all well".
    subject = _("Your shop on %(days)s: %(standing)s") % about
    return Letter(
        subject,
        heading=_("Your shop on %(days)s") % about,
        opening=_pause(report.days) or _("This is what happened, and how things stand now."),
        lead=f"{capfirst(about['standing'])}.",
        button=_("Open Today"),
    )


def tables_of(report: Report) -> list[Table]:
    """Those that have anything to say."""
    sold_out = Row(_("Dosages sold out"), report.sold_out, _list("dosages", standing="out"))
    tables = [
        Table(_("What needs attention"), tuple(_attention(report))),
        Table(_("Orders"), tuple(_orders(report))),
        Table(_("Money that moved"), tuple(_moved(report))),
        Table(_("Money on its way now"), tuple(_open(report))),
        Table(_("Compared with Stripe"), tuple(_compared(report))),
        Table(_("Stock"), (sold_out,)),
        Table(_("Housekeeping"), tuple(_house(report))),
        Table(_("To be known"), tuple(Row(capfirst(line)) for line in report.remarks)),
    ]
    return [table for table in tables if table.rows]


def days_in_words(days: Days) -> str:
    """As in "26 November 2026" and "24 November 2026 to 26 November 2026"."""
    if days.first == days.last:
        return _day(days.last)
    return _("%(first)s to %(last)s") % {"first": _day(days.first), "last": _day(days.last)}


def _standing(report: Report) -> str:
    things = report.things
    if not things:
        return _("all well")
    words = ngettext("%(n)s thing wants attention", "%(n)s things want attention", things)
    return words % {"n": f"{things:,}"}


def _pause(days: Days) -> str:
    if days.first == days.last:
        return ""
    words = _("No report was sent for a while, so this one covers %(days)s.")
    return words % {"days": days_in_words(days)}


def _attention(report: Report) -> Iterable[Row]:
    calling, desk = report.calling, _list("attention")
    found = (
        (calling.payments, _("Orders whose payment calls for a person"), desk),
        (calling.in_vain, _("Orders with a charge, refund or mail that is tried in vain"), desk),
        (calling.holds_end, _("Orders whose hold lapses within 48 h"), _list("orders", hold=48)),
        (
            calling.unpaid,
            _("Approved orders that end unpaid within 48 h"),
            _list("orders", status__exact=OrderState.APPROVED_AWAITING_PAYMENT),
        ),
        (
            report.compared.unexplained,
            _("Differences to Stripe that nothing explains"),
            _list("comparisons"),
        ),
    )
    yield from (Row(words, f"{count:,}", link) for count, words, link in found if count)
    yield from (Row(capfirst(line)) for line in report.troubles)


def _orders(report: Report) -> Iterable[Row]:
    yield Row(_("Orders placed"), f"{report.orders:,}")
    yield Row(_("Their sum"), price(report.ordered))
    for state, orders in report.states:
        words = _("Now %(state)s") % {"state": OrderState(state).label}
        yield Row(words, f"{orders:,}", _list("orders", status__exact=state))


def _moved(report: Report) -> Iterable[Row]:
    moved = report.moved
    yield Row(_("Held on cards"), price(moved.held))
    yield Row(_("Taken"), price(moved.taken))
    yield Row(_("Given back"), price(moved.given_back))
    yield Row(_("Taken back by banks"), price(moved.taken_back))


def _open(report: Report) -> Iterable[Row]:
    yield Row(_("Held on cards"), price(report.open.held))
    yield Row(_("Being given back"), price(report.open.going_back))
    yield Row(_("Disputed, and not decided"), price(report.open.disputed))


def _compared(report: Report) -> Iterable[Row]:
    compared = report.compared
    yield Row(_("Differences found"), f"{compared.differences:,}", _list("comparisons"))
    if compared.broken_off:
        yield Row(_("Comparisons that were broken off"), f"{compared.broken_off:,}")


def _house(report: Report) -> Iterable[Row]:
    since = report.house.since
    yield Row(_("All of it was last done"), for_staff(since) if since else _("not yet"))
    yield Row(_("Rows and files forgotten then"), f"{report.house.gone:,}")


LISTS = {
    "attention": "admin:order_order_attention",
    "comparisons": "admin:payment_reconciliation_changelist",
    "dosages": "admin:catalogue_dosage_changelist",
    "orders": "admin:order_order_changelist",
}


def _list(name: str, **narrowed: object) -> str:
    query = f"?{urlencode(narrowed)}" if narrowed else ""
    return f"{settings.SITE_URL}{reverse(LISTS[name])}{query}"


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
