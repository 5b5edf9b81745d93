"""Reads the queue page by page: the same few queries for ten cases and for ten thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.substances.reads import Given
from catalog.units import NO_BREAK_SPACE
from checkout.order.desk.state_tags import hold_tag
from checkout.order.desk.times import WARNING, lasting
from checkout.order.models import Line
from checkout.order.states import OrderState
from checkout.prescriptions.cases import DECIDE_CASES, Case, CaseQuerySet
from checkout.prescriptions.claims import CLAIM_LASTS, claim_on, on_it
from checkout.prescriptions.desk.notes import notes_of_cases
from checkout.prescriptions.desk.queue import (
    NextCase,
    QueueRow,
    Sorting,
    Tab,
    files_words,
    look_at,
    parts_of,
    telling,
)
from checkout.prescriptions.models import Patient, PrescribedItem, PrescriptionFile
from checkout.prescriptions.same_buyer import is_own

S = OrderState
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class TabShown:
    """A tab with how many cases are behind it."""

    tab: Tab
    count: int
    is_current: bool


def queue_page(user: Any, asked: Any, *, now: datetime) -> dict[str, Any]:
    """The context of templates/admin/prescriptions/case/queue.html; `asked` is its query."""
    tab = _one_of(Tab, asked.get("show", ""))
    sorting = _one_of(Sorting, asked.get("sort", ""))
    filters = _tabs(user, now)
    counts = _counts(filters)
    cases = _sorted(Case.objects.open_cases().with_hold().filter(filters[tab]), sorting)
    paginator = Paginator(_with_row(cases), A_PAGE)
    paginator.count = counts[tab]
    page = paginator.get_page(asked.get("page", ""))
    return {
        "tabs": [TabShown(one, counts[one], one == tab) for one in Tab],
        "tab": tab,
        "sorting": sorting,
        "page": page,
        "rows": _rows(page, user, now),
    }


def cases_to_decide() -> CaseQuerySet:
    """The cases that are counted at their desk."""
    return Case.objects.to_decide()


def next_to_decide(*, now: datetime, most: int) -> list[NextCase]:
    """The first that the queue shows to be decided."""
    first = _sorted(cases_to_decide().with_hold(), Sorting.WAITING)
    return [
        NextCase(case.pk, case.number, ", ".join(_ordered(case)), _files(case), _hold(case, now))
        for case in _with_row(first)[:most]
    ]


def next_case(user: Any, *, after: Case | None, now: datetime) -> Case | None:
    """The next that nobody is on, and not one's own; after the last comes the first."""
    free = Case.objects.to_decide().nobody_is_on(since=now - CLAIM_LASTS)
    free = free.select_related("user").order_by("date_placed", "pk")
    if after is None:
        return _not_own(free, user)
    later = Q(date_placed__gt=after.date_placed) | Q(date_placed=after.date_placed, pk__gt=after.pk)
    return _not_own(free.filter(later), user) or _not_own(free.exclude(pk=after.pk), user)


def _not_own(cases: CaseQuerySet, user: Any) -> Case | None:
    """The first; nobody has a page full of own orders."""
    return next((case for case in cases[:A_PAGE] if not is_own(case, user)), None)


def _tabs(user: Any, now: datetime) -> dict[Tab, Q]:
    return {
        Tab.ALL: Q(),
        Tab.TO_DECIDE: Q(status=S.AWAITING_PHARMACIST),
        Tab.ENDING: Q(hold_ends__lte=now + WARNING),
        Tab.ASKED: Q(status=S.NEEDS_INFORMATION),
        Tab.MINE: Q(claim__by=user.pk, claim__at__gt=now - CLAIM_LASTS),
    }


def _counts(filters: dict[Tab, Q]) -> dict[Tab, int]:
    counted = {tab.name: Count("pk", filter=only or None) for tab, only in filters.items()}
    found = Case.objects.open_cases().with_hold().order_by().aggregate(**counted)
    return {tab: found[tab.name] for tab in Tab}


def _sorted(cases: CaseQuerySet, sorting: Sorting) -> CaseQuerySet:
    if sorting == Sorting.HOLD:
        return cases.order_by(F("hold_ends").asc(nulls_last=True), "date_placed", "pk")
    return cases.order_by("date_placed", "pk")


def _with_row(cases: CaseQuerySet) -> CaseQuerySet:
    """What a row is made of, beside its lines."""
    files = PrescriptionFile.objects.filter(patient__order=OuterRef("pk"), erased_at__isnull=True)
    used_again = PrescribedItem.objects.filter(prescription=OuterRef("patient__uses_again"))
    earlier = Patient.objects.filter(
        same_person=OuterRef("patient__same_person"),
        born_on=OuterRef("patient__born_on"),
        order__isnull=False,
        erased_at__isnull=True,
        order__date_placed__lt=OuterRef("date_placed"),
    )
    return (
        cases.select_related("patient", "claim__by", "user")
        .prefetch_related(Prefetch("lines", Line.objects.select_related("product")))
        .annotate(
            kinds=ArraySubquery(files.values("kind")),
            again=ArraySubquery(
                used_again.values(
                    json=JSONObject(dosage="dosage_id", units="units", repeats="repeats")
                )
            ),
            has_ordered_before=Exists(earlier),
        )
    )


def _rows(page: Page, user: Any, now: datetime) -> list[QueueRow]:
    cases = list(page.object_list)
    notes = notes_of_cases([_given(case) for case in cases], today=localdate(now))
    may_decide = user.has_perm(DECIDE_CASES)
    return [
        _row(case, user, now, interacts=bool(its_notes), may_decide=may_decide)
        for case, its_notes in zip(cases, notes, strict=True)
    ]


def _row(case: Case, user: Any, now: datetime, *, interacts: bool, may_decide: bool) -> QueueRow:
    patient, claim = getattr(case, "patient", None), claim_on(case, now)
    waits = case.status == S.AWAITING_PHARMACIST
    return QueueRow(
        order_id=case.pk,
        number=case.number,
        waiting=lasting(now - case.date_placed),
        hold=_hold(case, now),
        ordered=", ".join(_ordered(case)),
        files=_files(case),
        look_at=look_at(
            interacts=interacts,
            parts=parts_of(_units(case), case.again),
            answers=telling(patient.answers if patient else ()),
            is_first=patient is not None and not case.has_ordered_before,
        ),
        state=_("To decide") if waits else _("With the patient"),
        on_it=on_it(claim, user),
        may_take=may_decide and waits and claim is None and not is_own(case, user),
    )


def _hold(case: Case, now: datetime) -> SafeString | str:
    return hold_tag(case.hold_ends, now) if case.hold_ends else _("No card held")


def _files(case: Case) -> str:
    patient = getattr(case, "patient", None)
    return files_words(patient.way if patient else "", case.kinds)


def _ordered(case: Case) -> Iterable[str]:
    for line in case.lines.all():
        words = f"{line.medicine_name} {line.dosage_text} × {line.units * line.quantity}"
        yield words.replace(" ", NO_BREAK_SPACE)


def _units(case: Case) -> dict[int, int]:
    units: dict[int, int] = {}
    for line in case.lines.all():
        units[line.dosage_id] = units.get(line.dosage_id, 0) + line.units * line.quantity
    return units


def _given(case: Case) -> Given:
    patient = getattr(case, "patient", None)
    return Given(
        medicine_ids=[line.product.parent_id for line in case.lines.all()],
        texts=[patient.other_medicines] if patient else [],
    )


def _one_of(choices: Any, asked: str) -> Any:
    """What an address asks for; what nobody offers is the first."""
    return choices(asked) if asked in choices.values else choices("")
