"""What the staff's start page says to those who see cases: which ones come next."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from checkout.prescriptions.cases import SEE_CASES
from checkout.prescriptions.desk.queue_reads import next_to_decide

ROWS = 4


def cases_today(request: HttpRequest) -> dict[str, Any]:
    """The first of the queue."""
    if not request.user.has_perm(SEE_CASES):
        return {}
    return {"next_cases": next_to_decide(now=timezone.now(), most=ROWS)}
