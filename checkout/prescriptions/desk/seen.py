"""What a pharmacist has seen of a case: whatever came or was decided meanwhile changes its mark."""

from collections.abc import Callable
from functools import partial

from django.db.models import Max, OuterRef, QuerySet, Subquery

from checkout.order.desk import seen
from checkout.order.models import Order
from checkout.prescriptions.cases import Case
from checkout.prescriptions.models import PrescriptionFile
from checkout.prescriptions.records import Decision


def with_mark(cases: QuerySet[Case]) -> QuerySet[Case]:
    """For `mark_of`: the last decision and the last file."""
    decisions = Decision.objects.filter(line__order=OuterRef("pk")).order_by()
    files = PrescriptionFile.objects.filter(patient__order=OuterRef("pk")).order_by()
    return cases.annotate(
        last_decision=Subquery(
            decisions.values("line__order").annotate(last=Max("pk")).values("last")
        ),
        last_file=Subquery(files.values("patient").annotate(last=Max("pk")).values("last")),
    )


def mark_of(case: Case) -> str:
    return f"{case.status}-{case.last_decision or 0}-{case.last_file or 0}"


def _mark_now(order_id: int) -> str:
    return mark_of(with_mark(Case.objects).get(pk=order_id))


# A deed on the case as somebody saw it. Raises CannotDecide once it changed.
as_seen: Callable[[Order, str, Callable[[], object]], None] = partial(
    seen.as_seen, mark_now=_mark_now
)
