"""Who is on a case, and why somebody else does not decide it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from catalog.people import name_of
from checkout.order.models import Order
from checkout.order.states import OrderState, said_of
from checkout.prescriptions.models import Claim
from checkout.prescriptions.same_buyer import is_own

# So long a case stays with who took it, unless it is put back or decided.
CLAIM_LASTS = timedelta(minutes=30)


def claim_on(order: Order, now: datetime) -> Claim | None:
    """Who has taken a case and still has it, None for nobody."""
    claim = getattr(order, "claim", None)
    return claim if claim and claim.at > now - CLAIM_LASTS else None


def is_mine(claim: Claim | None, user: Any) -> bool:
    return claim is not None and claim.by_id == user.pk


def on_it(claim: Claim | None, user: Any) -> str:
    """As in "Dr Osei is on it", "" for nobody."""
    if claim is None:
        return ""
    if is_mine(claim, user):
        return _("You are on it")
    return _("%(name)s is on it") % {"name": name_of(claim.by)}


def why_not_decided(order: Order, user: Any, *, now: datetime) -> str:
    """Why this person has nothing to decide about an order just now; "" where there is something.

    Whether it is a pharmacist at all is a permission's to say.
    """
    if order.status == OrderState.NEEDS_INFORMATION:
        return _("The patient has been asked, or is to send the prescription: the order waits.")
    if order.status != OrderState.AWAITING_PHARMACIST:
        words = _("The order %(is_so)s: there is nothing to decide.")
        return words % {"is_so": said_of(order.status)}
    if is_own(order, user):
        return _("This is your own order: a colleague decides about it.")
    claim = claim_on(order, now)
    if claim and not is_mine(claim, user):
        words = _("%(name)s is on this case: talk to each other, or take another one.")
        return words % {"name": name_of(claim.by)}
    return ""
