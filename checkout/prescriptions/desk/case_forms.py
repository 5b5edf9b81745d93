"""Everything that is entered on a case's page to decide it: its lines and its prescription."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from checkout.prescriptions.deciding import LineDecision
from checkout.prescriptions.desk.line_form import LineForm
from checkout.prescriptions.desk.prescribed import Says
from checkout.prescriptions.desk.prescription_form import (
    ItemForm,
    PrescriptionForm,
    dosages,
    opened_with,
)
from checkout.prescriptions.desk.reads import CaseRead
from checkout.prescriptions.desk.words import says_of
from checkout.prescriptions.recording import AsRead
from checkout.prescriptions.records import Outcome


class CaseForms:
    """The forms of one page, sent together; they open with what is known."""

    def __init__(self, read: CaseRead, data: Any = None) -> None:
        known = opened_with(read.opens_with, read.patient)
        self.lines = [
            LineForm(line, data, has_patient=read.patient is not None) for line in read.lines
        ]
        self.items = [ItemForm(line, data) for line in dosages(read.lines)]
        self.prescription = PrescriptionForm(known, data) if self.items else None

    @property
    def _every(self) -> list[LineForm | PrescriptionForm | ItemForm]:
        return [*self.lines, *filter(None, [self.prescription]), *self.items]

    def is_valid(self) -> bool:
        """What was entered is whole: a prescription where a line that needs one is approved."""
        for form in self._every:
            form.full_clean()
        needed = {form.line.dosage_id for form in self.lines if form.needs_prescription}
        for item in self.items:
            if item.dosage_id in needed:
                item.require()
        if self.prescription and needed:
            self.prescription.require()
        return not any(form.errors for form in self._every)

    @property
    def entries(self) -> list[tuple[str, str]]:
        """For the summary of errors: the id of each wrong input and what to do about it."""
        return [
            (field.id_for_label or f"{field.auto_id}_0", f"{form.about}{field.errors[0]}")
            for form in self._every
            for field in form
            if field.errors
        ]

    @property
    def decisions(self) -> Mapping[int, LineDecision]:
        """By line, of valid forms."""
        return {form.line.line_id: form.decision for form in self.lines}

    @property
    def read(self) -> AsRead | None:
        """The prescription as it was entered, of valid forms."""
        return self.prescription.as_read(self.items) if self.prescription else None

    @property
    def outcomes(self) -> Counter[Outcome]:
        return Counter(decision.outcome for decision in self.decisions.values())

    @property
    def rows(self) -> list[tuple[LineForm, Says]]:
        """Each line's form with what its prescription says, as far as it is entered."""
        readings = {item.dosage_id: item.reading for item in self.items}
        return [
            (form, says_of(form.line, readings.get(form.line.dosage_id))) for form in self.lines
        ]
