"""Reads one case for its page: in three queries, whatever its size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.text import capfirst
from django.utils.timezone import localdate

from catalog.legal_class import LegalClass, needs_pharmacist, stricter_than
from checkout.basket.buyer import age_on
from checkout.order.mails.emails import address_of
from checkout.order.models import Line
from checkout.order.states import NOTHING_LEFT
from checkout.payment.models import PaymentAttempt
from checkout.prescriptions.cases import Case, CaseQuerySet
from checkout.prescriptions.desk.first import Limits
from checkout.prescriptions.desk.lines import BeforeLine, CaseLine
from checkout.prescriptions.desk.prescribed import Prescribed
from checkout.prescriptions.desk.rulings import Ruling
from checkout.prescriptions.desk.seen import with_mark
from checkout.prescriptions.models import Patient, PrescriptionFile
from checkout.prescriptions.reads import found_first
from checkout.prescriptions.records import Decision, Outcome, PrescribedItem
from checkout.prescriptions.replacing import replacements_for

# Of one person's lines so many are read, the case's own first.
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case with its own lines, the prescription its page opens with, and what was before.

    `perhaps` is of the same person under another name; nothing counts it.
    """

    case: Case
    patient: Patient | None
    lines: Sequence[CaseLine]
    others: Sequence[Line]
    prescribed: Sequence[Prescribed]
    opens_with: Sequence[Prescribed]
    before: Sequence[BeforeLine]
    perhaps: Sequence[BeforeLine]
    limits: Sequence[Limits]

    def age(self, today: date) -> int | None:
        born_on = self.patient.born_on if self.patient else None
        return age_on(born_on, today) if born_on else None


def cases_for_the_desk() -> CaseQuerySet:
    """Cases with all that `read_case` and the page want of them."""
    charged = PaymentAttempt.objects.filter(order=OuterRef("pk"), captured__gt=0)
    cases = Case.objects.cases().with_hold()
    cases = cases.select_related("user", "shipping_address__country", "patient", "claim__by")
    return with_mark(cases).annotate(
        is_charged=Exists(charged),
        files=ArraySubquery(files_of_the_case()),
        prescribed=ArraySubquery(prescribed_to_the_person()),
    )


def files_of_the_case() -> QuerySet:
    files = PrescriptionFile.objects.filter(patient__order=OuterRef("pk"), erased_at__isnull=True)
    return files.order_by("added_at", "pk").values(
        json=JSONObject(
            pages=Func(F("pages"), function="jsonb_array_length", output_field=IntegerField()),
            first="added_by__first_name",
            last="added_by__last_name",
            email="added_by__email",
            **{name: name for name in ("token", "kind", "added_at")},
        )
    )


def prescribed_to_the_person() -> QuerySet:
    """Every recorded dosage for the same person, the newest prescription first."""
    items = PrescribedItem.objects.filter(
        prescription__patient__same_person=OuterRef("patient__same_person"),
        prescription__patient__born_on=OuterRef("patient__born_on"),
        # As the index of patients has it, or every patient there is would be read.
        prescription__patient__order__isnull=False,
        prescription__patient__erased_at__isnull=True,
    )
    of_prescription = {
        name: f"prescription__{name}"
        for name in (
            "prescriber",
            "registration",
            "issued_on",
            "valid_until",
            "verified",
            "verified_at",
            "original_received_at",
        )
    }
    items = items.with_used().order_by("-prescription__issued_on", "-prescription", "pk")
    return items.values(
        json=JSONObject(
            prescription_id="prescription_id",
            order_id="prescription__patient__order_id",
            dosage_id="dosage_id",
            medicine="dosage__medicine__title",
            label="dosage__label",
            unit="dosage__medicine__unit",
            units="units",
            repeats="repeats",
            directions="directions",
            used="used",
            **of_prescription,
        )
    )


def decisions_of_the_line() -> QuerySet:
    """Every decision about a line, as `Ruling.of` reads it."""
    return Decision.objects.filter(line=OuterRef("pk")).values(
        json=JSONObject(
            outcome="outcome",
            packs="packs",
            units="units",
            reason="reason",
            verification="verification",
            at="at",
            prescription="item__prescription_id",
            answer="inquiry__answer",
            noted=JSONObject(
                first="inquiry__noted_by__first_name",
                last="inquiry__noted_by__last_name",
                email="inquiry__noted_by__email",
            ),
            first="by__first_name",
            last="by__last_name",
            email="by__email",
        )
    )


def read_case(case: Case) -> CaseRead:
    """Of a case from `cases_for_the_desk`: two queries."""
    patient = getattr(case, "patient", None)
    rows = list(_lines_of_the_person(case, patient))
    own = [line for line in rows if line.order_id == case.pk]
    others = [line for line in rows if line.order_id != case.pk]
    to_decide = [line for line in own if needs_pharmacist(line.legal_class)]
    prescribed = [Prescribed.of(row) for row in case.prescribed]
    rulings = {line.pk: Ruling.of(line.last) if line.last else None for line in rows}
    ruled = [rulings[line.pk] for line in to_decide]
    opens_with = _opens_with(case, patient, prescribed, ruled)
    replacements = replacements_for(to_decide)
    by_dosage = {one.dosage_id: one for one in opens_with}
    return CaseRead(
        case=case,
        patient=patient,
        lines=[
            _case_line(
                line,
                ruling=rulings[line.pk],
                replacements=replacements[line.pk],
                prescribed=by_dosage.get(line.dosage_id),
            )
            for line in to_decide
        ],
        others=[line for line in own if line not in to_decide],
        prescribed=prescribed,
        opens_with=opens_with,
        before=[_before(line, rulings[line.pk]) for line in others if line.is_same_person],
        perhaps=[_before(line, rulings[line.pk]) for line in others if not line.is_same_person],
        limits=_limits(own),
    )


def _lines_of_the_person(case: Case, patient: Patient | None) -> QuerySet[Line]:
    """What was ordered, of the case first, then of the same person, then of who may be the same.

    Of each the newest first.
    """
    of_case, whose, name = Q(order=case.pk), Q(order=case.pk), ""
    if patient and patient.same_person:
        theirs = found_first(_orders_of_the_person(case, patient))
        whose, name = Q(order_id__in=theirs), patient.same_person
    lines = Line.objects.filter(whose, replaces=None).annotate(
        is_of_case=of_case,
        is_same_person=Q(order__patient__same_person=name),
        last=Subquery(decisions_of_the_line().order_by("-pk")[:1]),
        asked=ArraySubquery(decisions_of_the_line().filter(outcome=Outcome.ASKED).order_by("pk")),
    )
    lines = lines.select_related("order__patient", "product__parent")
    by_whom = ("-is_of_case", "-is_same_person")
    return lines.order_by(*by_whom, "-order__date_placed", "pk")[:MOST_LINES]


def _orders_of_the_person(case: Case, patient: Patient) -> QuerySet[Patient, Any]:
    """By the date of birth, and the name or, under another name, the e-mail or the postcode."""
    email, to = address_of(case), case.shipping_address
    same = Q(same_person=patient.same_person)
    if email:
        same |= Q(order__guest_email__iexact=email) | Q(order__user__email__iexact=email)
    if to and to.postcode:
        same |= Q(order__shipping_address__postcode__iexact=to.postcode)
    alive = Patient.objects.filter(order__isnull=False, erased_at__isnull=True)
    return alive.filter(same, born_on=patient.born_on).order_by().values("order_id")


def _opens_with(
    case: Case,
    patient: Patient | None,
    prescribed: Sequence[Prescribed],
    rulings: Iterable[Ruling | None],
) -> list[Prescribed]:
    """The dosages of the prescription its lines were decided on, whichever order it came with.

    Else of the one recorded with this order, else of the one used again.
    """
    decided_on = [one.prescription_id for one in rulings if one and one.prescription_id]
    recorded = [one.prescription_id for one in prescribed if one.order_id == case.pk]
    again = patient.uses_again_id if patient else None
    chosen = max(decided_on or recorded, default=again)
    return [one for one in prescribed if one.prescription_id == chosen]


def _case_line(line: Line, **values: Any) -> CaseLine:
    medicine = line.product.parent
    return CaseLine(
        line_id=line.pk,
        medicine_id=medicine.pk,
        medicine=line.medicine_name,
        dosage_id=line.dosage_id,
        dosage_text=line.dosage_text,
        unit=line.unit,
        pack_units=line.units,
        packs=line.quantity,
        pack_price=line.unit_price_incl_tax,
        needs_prescription=line.legal_class == LegalClass.POM,
        is_high_risk=medicine.is_high_risk,
        asked=tuple(Ruling.of(row) for row in line.asked),
        became=became(line),
        **values,
    )


def became(line: Line) -> LegalClass | None:
    """Today's class of a line's pack, where it is stricter than when it was ordered."""
    today = line.product.effective_legal_class
    return today if today in stricter_than(line.legal_class) else None


def _before(line: Line, ruling: Ruling | None) -> BeforeLine:
    ordered = line.units * line.quantity
    patient = getattr(line.order, "patient", None)
    return BeforeLine(
        patient=patient.name if patient else "",
        medicine_id=line.product.parent_id,
        name=f"{line.medicine_name} {line.dosage_text} × {ordered}",
        on=localdate(line.order.date_placed),
        got=_got(line, ruling),
        decision=ruling.words if ruling else capfirst(line.order.get_status_display()),
    )


def _got(line: Line, ruling: Ruling | None) -> int:
    """The units that count, as at the cart (checkout/prescriptions/reads.py).

    All that was ordered until the order is decided: what the patient was asked about may be
    approved in full yet.
    """
    if line.order.status in NOTHING_LEFT:
        return 0
    if line.approved_quantity is None:
        return line.units * line.quantity
    return ruling.units if ruling else line.units * line.approved_quantity


def _limits(lines: Iterable[Line]) -> list[Limits]:
    """Of each medicine once."""
    ordered: dict[int, int] = {}
    medicines = {line.product.parent_id: line.product.parent for line in lines}
    for line in lines:
        units = line.units * line.quantity
        ordered[line.product.parent_id] = ordered.get(line.product.parent_id, 0) + units
    return [
        Limits(
            medicine_id=pk,
            medicine=medicine.title,
            unit=medicine.unit,
            ordered=ordered[pk],
            minimum_age=medicine.minimum_age,
            most_per_order=medicine.max_units_per_order,
            most_per_period=medicine.max_units_per_period,
            period_days=medicine.period_days,
        )
        for pk, medicine in medicines.items()
    ]
