"""Reads everything that happened to an order, for history.py to put in order."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalog.money import price
from catalog.people import name_of
from checkout.order.desk.history import Booked, Event, GivenBack, Moved, Noted, Placed, Promised
from checkout.order.desk.troubles import said
from checkout.order.models import Order
from checkout.order.states import OrderState
from checkout.payment.ledger import Kind
from checkout.payment.models import LedgerEntry, Outbox, PaymentAttempt, Refund
from checkout.payment.money import from_minor_units
from checkout.payment.states import RefundState

S = OrderState


def events(order: Order, attempts: Iterable[PaymentAttempt]) -> Iterator[Event]:
    """Of an order read `with_payments`, in no order."""
    yield Placed(localtime(order.date_placed), name_of(order.user))
    yield from _moves(order)
    for attempt in attempts:
        entries = list(attempt.ledger.all())
        came_back = {one.stripe_id for one in entries if one.kind == Kind.REFUND_FAILED}
        yield from (_booked(attempt, entry) for entry in entries)
        yield from (_given_back(attempt, refund, came_back) for refund in attempt.refunds.all())
    notes = order.notes.exclude(message="")  # of a person who was forgotten
    for note in notes.select_related("user").order_by("date_created", "pk"):
        yield Noted(note.message, localtime(note.date_created), name_of(note.user))
    kept = order.outbox.filter(kind=Outbox.Kind.MAIL, done_at__isnull=False)
    mails = kept.filter(first_sent_at__isnull=False)
    yield from (_promised(row) for row in [*mails, *order.unkept])


def _moves(order: Order) -> Iterator[Event]:
    for change in order.status_changes.select_related("by").order_by("date_created", "pk"):
        new = S(change.new_status)
        yield Moved(
            new,
            localtime(change.date_created),
            name_of(change.by),
            change.reason,
            _approved(order) if new == S.APPROVED else "",
        )


def _approved(order: Order) -> str:
    lines = list(order.lines.all())
    return _("%(n)s of %(m)s lines. To charge: %(sum)s.") % {
        "n": sum(bool(line.approved_quantity) for line in lines),
        "m": len(lines),
        "sum": price(order.amount_to_capture),
    }


def _booked(attempt: PaymentAttempt, entry: LedgerEntry) -> Event:
    until = attempt.capture_before
    return Booked(
        Kind(entry.kind),
        from_minor_units(entry.amount, attempt.currency),
        localtime(entry.at),
        attempt.card,
        date_format(localtime(until), "j M, H:i") if until else "",
    )


def _given_back(attempt: PaymentAttempt, refund: Refund, came_back: set[str]) -> Event:
    return GivenBack(
        from_minor_units(refund.amount, attempt.currency),
        RefundState(refund.state),
        localtime(refund.asked_at),
        name_of(refund.by),
        refund.reason,
        refund.failure,
        refund.stripe_id in came_back,
    )


def _promised(row: Outbox) -> Event:
    return Promised(
        row.kind,
        row.tries,
        localtime(row.created_at),
        localtime(row.next_at),
        localtime(row.done_at) if row.done_at else None,
        said(row.last_error) if row.last_error else "",
        row.parameters.get("mail", ""),
    )
