"""Every letter once, about an order that there is not: to look at before a shopper gets one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.moments import written_out
from catalog.strengths import strength_text
from catalog.texts.told import Why
from catalog.units import Unit, count
from checkout.mail import SampleMail
from checkout.mailing import written
from checkout.order.bill import NOTHING, Bill, BillLine, DeliveryCost
from checkout.order.mails.emails import LETTERS
from checkout.order.mails.letters import Case
from checkout.order.mails.pharmacists_letters import TO_PHARMACISTS
from checkout.order.receipt import Charge, GivenBack, Paid
from checkout.order.states import OrderState
from checkout.payment.states import AttemptState, RefundState

A, S = AttemptState, OrderState
NUMBER = "R7KQ-2MXA"
CARD = "Visa ending 4242"
WHEN = {
    "received": gettext_lazy("Once the card is held"),
    "charged": gettext_lazy("Once the card was charged"),
    "rejected": gettext_lazy("Once the pharmacist has rejected the whole order"),
    "pay": gettext_lazy("Once it is approved, where nothing is held on the card"),
    "expired": gettext_lazy("Once an approved order was not paid in time"),
    "refunded": gettext_lazy("Once money is on its way back"),
    "on_its_way": gettext_lazy("Once the parcel was sent"),
    "link": gettext_lazy("When somebody asks for the link to an order"),
    "to_follow": gettext_lazy("Once it is ordered, where the prescription is to follow"),
    "reminder": gettext_lazy("Once, halfway to the last day for a prescription or an answer"),
    "question": gettext_lazy("When the pharmacist asks the patient something"),
    "unanswered": gettext_lazy("Once an order has ended because nothing came"),
    "hold_ends": gettext_lazy("To pharmacists, two days before a hold ends"),
    "hold_ends_soon": gettext_lazy("To pharmacists, twelve hours before a hold ends"),
}


@dataclass(frozen=True, slots=True)
class SampleOrder:
    number: str
    date_placed: datetime


def sample_letters(now: datetime) -> Iterator[SampleMail]:
    """In the order of an order's life."""
    cases, order = sample_cases(now), SampleOrder(NUMBER, now)
    for name, when in WHEN.items():
        letter = (LETTERS | TO_PHARMACISTS)[name](cases[name])
        if letter:
            greeting = _("Hello,") if name in TO_PHARMACISTS else _("Hello %(name)s,")
            mail = written(
                letter,
                link=f"{settings.SITE_URL}/",
                greeting=greeting % {"name": _("Sample")},
                case=cases[name],
                order=order,
            )
            why = Why.STAFF if name in TO_PHARMACISTS else Why.ORDER
            yield SampleMail(name, str(when), mail, why)


def sample_cases(now: datetime) -> Mapping[str, Case]:
    """A case in which each letter is true, by the letter's name."""
    bill, last_day = _bill(), written_out(now + timedelta(days=7))
    charged = Paid((Charge(bill.total, now, CARD),))
    refund = GivenBack(Decimal("20.00"), now, RefundState.PENDING)

    def case(order: OrderState, attempt: str = "", **more: Any) -> Case:
        return replace(Case(NUMBER, order, bill, attempt), **more)

    held = case(S.AWAITING_PHARMACIST, A.AUTHORISED, hold_ends=last_day)
    waits = case(S.NEEDS_INFORMATION, answer_until=last_day)
    return {
        "received": held,
        "charged": case(S.PAID, A.CAPTURED, paid=charged),
        "rejected": case(S.REJECTED, A.RELEASED),
        "pay": case(S.APPROVED_AWAITING_PAYMENT, pay_until=last_day),
        "expired": case(S.EXPIRED),
        "refunded": case(
            S.PAID,
            A.CAPTURED,
            paid=replace(charged, refunds=(refund,)),
            refund=refund,
            card=CARD,
        ),
        "on_its_way": case(
            S.SHIPPED, A.CAPTURED, paid=charged, leaflets=True, sent=_("Sample carrier, 0000 0000")
        ),
        "link": held,
        "to_follow": waits,
        "reminder": waits,
        "question": replace(waits, attempt=A.AUTHORISED, is_asked=True),
        "unanswered": case(S.EXPIRED),
        "hold_ends": held,
        "hold_ends_soon": held,
    }


def _bill() -> Bill:
    line = BillLine(
        medicine_name=_("Sample medicine"),
        dosage_text=strength_text("10mg"),
        pack_text=count(Unit.PILL, 90),
        unit=Unit.PILL,
        units=90,
        ordered=1,
        packs=1,
        pack_price=Decimal("68.00"),
        tax_rate=NOTHING,
    )
    return Bill((line,), DeliveryCost(_("Tracked"), Decimal("4.95"), NOTHING, NOTHING))
