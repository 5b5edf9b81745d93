"""What browsers' sessions remember of a person: who went to the checkout, who may open an order."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.db.models import Q

from catalog.forgetting import forget_some
from checkout.accounts.models import Session
from checkout.order.page.access import remembered
from checkout.progress import details_in, told_in


def whose(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a session's row says of what the session keeps."""
    details = details_in(kept)
    return {
        "account_id": kept.get(SESSION_KEY),
        "email": details.email.casefold() if details else "",
        "orders": remembered(kept),
    }


def told_by(email: str) -> list[int]:
    """The ids of the patients told of by whoever went to the checkout with this address."""
    sessions = Session.objects.filter(email=email.casefold())
    told = (told_in(session.get_decoded()) for session in sessions)
    return [patient_id for patient_id in told if patient_id]


def end_sessions(*, email: str, numbers: Collection[str], user_id: int | None) -> int:
    """End each session that knows this address, opens one of these orders or is this account's.

    How many there were.
    """
    theirs = Q(orders__overlap=list(numbers))
    if email:
        theirs |= Q(email=email.casefold())
    if user_id is not None:
        theirs |= Q(account=user_id)
    return int(Session.objects.filter(theirs).delete()[0])


def forget_ended(now: datetime) -> int:
    """Some sessions that are over, which keep name and address of who went to the checkout."""
    return forget_some(Session.objects.filter(expire_date__lt=now).order_by("expire_date"))
