"""Who is on a case, as the queue and its own page say it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from checkout.accounts.names import name_of
from checkout.prescriptions.cases import Case
from checkout.prescriptions.deciding import CLAIM_LASTS
from checkout.prescriptions.models import Claim


def claim_on(case: Case, now: datetime) -> Claim | None:
    """Who has taken a case and still has it, None for nobody."""
    claim = getattr(case, "claim", None)
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
