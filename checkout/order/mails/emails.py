"""Sends the mails about an order, in text and HTML. Subjects never name a medicine."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_backends
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.moments import written_out
from checkout.mailing import deliver
from checkout.order.mails.asking_letters import ASKING
from checkout.order.mails.ended_letters import ENDED
from checkout.order.mails.letters import TO_THE_SHOPPER, Case, on_its_way
from checkout.order.mails.pharmacists_letters import TO_PHARMACISTS
from checkout.order.models import Order
from checkout.order.page.access import signed_link
from checkout.order.receipt_reads import attempts_of, bill_of, paid_of, refund_in
from checkout.order.shelf.sent_reads import leaflets_with, sent_with
from checkout.order.states import OrderState
from checkout.prescriptions.reads import open_inquiries_of

LETTERS = TO_THE_SHOPPER | ENDED | ASKING


def send(order: Order, *, mail: str, **about: Any) -> bool:
    """Send one letter by its name, where it is still true and there is anybody to read it.

    Whether it was sent. Raises OSError where the mail server does not take it.
    """
    case = _case(order, mail, **about)
    if mail in TO_PHARMACISTS:
        letter, to, greeting = TO_PHARMACISTS[mail](case), who_may_decide(), _("Hello,")
        link_to = admin_link
    else:
        letter, to = LETTERS[mail](case), [*filter(None, [address_of(order)])]
        link_to, greeting = signed_link, _greeting(order)
    if not letter or not to:
        return False
    link = link_to(order, letter.page)
    deliver(letter, to, link=link, greeting=greeting, order=order, case=case)
    return True


def address_of(order: Order) -> str:
    """Where mails about an order go; "" where its account is gone."""
    return order.guest_email or (order.user.email if order.user else "")


def who_may_decide() -> list[str]:
    """Where mails for pharmacists go: to everybody active who may decide cases, each once."""
    people = {
        person.email
        for backend in get_backends()
        if hasattr(backend, "with_perm")
        for person in backend.with_perm("prescriptions.decide_case")
    }
    return sorted(people - {""})


def admin_link(order: Order, page: str) -> str:
    """One of the order's pages for staff."""
    return f"{settings.SITE_URL}{reverse(f'admin:{page}', args=[order.pk])}"


def _case(order: Order, mail: str, refund: int | None = None) -> Case:
    """What is asked of the patient, and how an order was sent, is read for those letters alone."""
    sent = mail == on_its_way.__name__
    attempts = attempts_of(order)
    last = attempts[-1] if attempts else None
    due, ends = order.payment_due_at, last.capture_before if last else None
    answer_due = order.information_due_at
    about, card = refund_in(attempts, refund)
    return Case(
        number=order.number,
        order=OrderState(order.status),
        bill=bill_of(order),
        attempt=last.state if last else "",
        needs_pharmacist=order.needs_pharmacist,
        paid=paid_of(attempts),
        pay_until=written_out(due) if due else "",
        hold_ends=written_out(ends) if ends else "",
        answer_until=written_out(answer_due) if answer_due else "",
        is_asked=mail in ASKING and open_inquiries_of(order).exists(),
        leaflets=sent and bool(leaflets_with(order)),
        refund=about,
        card=card,
        attended=any(attempt.needs_attention for attempt in attempts),
        sent=sent_with(order) if sent else "",
    )


def _greeting(order: Order) -> str:
    name = order.shipping_address.first_name if order.shipping_address else ""
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
