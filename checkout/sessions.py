"""What browsers' sessions remember of a person: who went to the checkout, who may open an order."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import SESSION_KEY

from checkout.accounts.models import Session
from checkout.order.access import remembered
from checkout.progress import details_in


def end_sessions(*, email: str, numbers: Collection[str], user_id: int | None) -> None:
    """End each session that knows this address, opens one of these orders or is this account's.

    A session says what it knows to nobody but us, so each one is looked into.
    """
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if _is_theirs(session.get_decoded(), email.casefold(), set(numbers), user_id)
    ]
    Session.objects.filter(pk__in=theirs).delete()


def _is_theirs(kept: dict[str, Any], email: str, numbers: set[str], user_id: int | None) -> bool:
    details = details_in(kept)
    return (
        (details is not None and details.email.casefold() == email)
        or not numbers.isdisjoint(remembered(kept))
        or (user_id is not None and kept.get(SESSION_KEY) == str(user_id))
    )
