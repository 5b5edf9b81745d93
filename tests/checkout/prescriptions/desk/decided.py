"""What came of a case at the desk, in few words."""

from django.utils import timezone

from checkout.prescriptions.models import Decision, Inquiry
from tests.checkout.pages import text_of
from tests.checkout.shopping import refreshed


def decided(order):
    """Each line's decisions, the last one last."""
    rows = Decision.objects.filter(line__order=order).order_by("line", "pk")
    return [(row.outcome, row.packs, row.units) for row in rows]


def answered(order, answer="Yes, every day"):
    Inquiry.objects.update(answer=answer, answered_at=timezone.now())
    type(order).objects.filter(pk=order.pk).update(
        status="awaiting_pharmacist", information_due_at=None
    )


def refused(desk, form, *problems):
    """Nothing is recorded, each problem is said and everything entered still stands there."""
    response = desk.record(form)
    assert not_as_refused(response, form, *problems) == []
    return response


def not_as_refused(response, form, *problems) -> list[str]:
    """What an answer does not say of these problems, and what was recorded in spite of them."""
    page = text_of(response)
    wrong = [f"unsaid: {problem}" for problem in problems if problem not in page]
    if response.status_code != 422:
        wrong.append(f"status {response.status_code}")
    if Decision.objects.exists():
        wrong.append("decided")
    if refreshed(form.order).status != "awaiting_pharmacist":
        wrong.append(f"the order is {refreshed(form.order).status}")
    return wrong
