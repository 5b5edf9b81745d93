"""A line of a case as a pharmacist decides it. Plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.legal_class import LegalClass, words_for
from catalog.money import price
from catalog.units import NO_BREAK_SPACE, count
from checkout.prescriptions.desk.prescribed import Prescribed, Reading, Says
from checkout.prescriptions.desk.rulings import Ruling
from checkout.prescriptions.records import Outcome
from checkout.prescriptions.replacing import Replacement


def became_says(became: LegalClass | None) -> Says | None:
    """What a pharmacist has to know of a class that is stricter than when the line was ordered."""
    if became is None:
        return None
    if became == LegalClass.CD:
        words = _("It is controlled since it was ordered: reject it, or cancel the order.")
        return Says(words, "stop")
    words = _("Its class is stricter than when it was ordered. Today: %(words)s.")
    return Says(words % {"words": words_for(became)}, "warn")


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One ordered line; `prescribed` is its dosage on the prescription the page opens with.

    `ruling` is the decision that counts, `asked` are the questions of all rounds, oldest first.
    `became` is its class where that is stricter today than when it was ordered.
    """

    line_id: int
    medicine_id: int
    medicine: str
    dosage_id: int
    dosage_text: str
    unit: str
    pack_units: int
    packs: int
    pack_price: Decimal
    needs_prescription: bool
    is_high_risk: bool
    replacements: Sequence[Replacement] = ()
    prescribed: Prescribed | None = None
    ruling: Ruling | None = None
    asked: Sequence[Ruling] = ()
    became: LegalClass | None = None

    @property
    def dosage(self) -> str:
        """As in "Baclofen 10 mg"."""
        return f"{self.medicine} {self.dosage_text}".replace(" ", NO_BREAK_SPACE)

    @property
    def name(self) -> str:
        """As in "Baclofen 10 mg, 90 pills", and "2 × 90 pills" of more packs."""
        pack = count(self.unit, self.pack_units)
        packs = f"{self.packs}{NO_BREAK_SPACE}×{NO_BREAK_SPACE}" if self.packs > 1 else ""
        return f"{self.dosage}, {packs}{pack}"

    @property
    def units(self) -> int:
        return self.pack_units * self.packs

    @property
    def price(self) -> Decimal:
        return self.pack_price * self.packs

    @property
    def became_says(self) -> Says | None:
        return became_says(self.became)

    @property
    def rulings(self) -> Sequence[Ruling]:
        """What its page tells: every question with its answer, then what else was decided last."""
        if self.ruling is None or self.ruling.outcome == Outcome.ASKED:
            return self.asked
        return (*self.asked, self.ruling)

    @property
    def reading(self) -> Reading | None:
        """What the recorded prescription says, this line's own use of it apart."""
        if self.prescribed is None:
            return None
        own, ruling = 0, self.ruling
        if ruling and ruling.gives and ruling.prescription_id == self.prescribed.prescription_id:
            own = ruling.units
        used = max(self.prescribed.used - own, 0)
        return Reading(self.prescribed.units, self.prescribed.repeats, used)

    def packs_words(self, packs: int) -> str:
        """As in "1 / 2, $68.00"."""
        return f"{packs} / {self.packs}, {price(self.pack_price * packs)}"

    def replacement_words(self, one: Replacement) -> str:
        """As in "30 pills × 2, $66.00"."""
        return f"{count(self.unit, one.pack_units)} × {one.packs}, {price(one.total)}"

    @property
    def chosen_before(self) -> Replacement | None:
        """The packs that an earlier decision replaced it by, as far as they are known."""
        if self.ruling is None or self.ruling.outcome != Outcome.REPLACED:
            return None
        units = self.ruling.units
        return next((one for one in self.replacements if one.units == units), None)


@dataclass(frozen=True, slots=True)
class BeforeLine:
    """A line the same person ordered before; `got` are the units of it that count."""

    patient: str
    medicine_id: int
    name: str
    on: date
    got: int
    decision: str
