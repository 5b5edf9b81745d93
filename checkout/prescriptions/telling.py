"""What a patient has to tell for a cart, and what is missing yet: plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.basket.cart import Cart
from checkout.prescriptions.same_person import plain_name

MOST_FILES = 5
OLDEST = 120


class Way(TextChoices):
    """How the prescription of an order comes; forms and addresses know the values."""

    NOT_NEEDED = "none", gettext_lazy("not needed")
    UPLOAD = "upload", gettext_lazy("uploaded")
    PRESCRIBER = "prescriber", gettext_lazy("by prescriber")
    LATER = "later", gettext_lazy("to follow")
    AGAIN = "again", gettext_lazy("used before")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a medicine; `telling` is the answer to look at, "" for none."""

    question_id: int
    medicine_id: int
    medicine: str
    text: str
    short: str
    yes_no: bool
    telling: str = ""

    @property
    def field(self) -> str:
        """As forms name it."""
        return f"question_{self.question_id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """As it was asked and answered: the words stay when staff change the question."""

    question_id: int
    medicine: str
    text: str
    short: str
    answer: str
    tells: bool = False

    def as_kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Prescriber:
    """Who will send the prescription."""

    name: str = ""
    practice: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything a patient has told so far; `way` is one of Way, "" before it is chosen.

    `address` is empty where the patient lives at the address of delivery. `uses_again` is the id
    of a prescription with repeats left.
    """

    name: str = ""
    born_on: date | None = None
    address: str = ""
    allergies: str = ""
    other_medicines: str = ""
    conditions: str = ""
    answers: tuple[Answer, ...] = ()
    way: str = ""
    prescriber: Prescriber = Prescriber()
    files: int = 0
    uses_again: int | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """What a cart asks of its patient: who it is; for a pharmacist health and answers, too."""

    patient: bool
    health: bool
    prescription: bool
    asked: tuple[Asked, ...] = ()


def needs_of(cart: Cart, asked: Iterable[Asked] = ()) -> Needs:
    """By its lines, of which only those a pharmacist decides ask questions."""
    decided = {line.medicine_id for line in cart.lines if line.needs_pharmacist}
    return Needs(
        patient=cart.needs_patient,
        health=bool(decided),
        prescription=bool(cart.prescription_names),
        asked=tuple(one for one in asked if one.medicine_id in decided),
    )


def missing(needs: Needs, told: Told | None) -> list[str]:
    """Every reason why a cart cannot be ordered for this patient yet."""
    if not needs.patient:
        return []
    if told is None or not plain_name(told.name) or told.born_on is None:
        return [_("Say who the medicine is for.")]
    reasons = []
    if needs.health and not (told.allergies and told.other_medicines and told.conditions):
        reasons.append(_("Tell the pharmacist about allergies, other medicines and conditions."))
    answered = {answer.question_id for answer in told.answers}
    for name in dict.fromkeys(
        one.medicine for one in needs.asked if one.question_id not in answered
    ):
        words = _("Answer the questions about %(medicine)s.")
        reasons.append(words % {"medicine": name})
    if needs.prescription:
        reasons += _missing_prescription(told)
    return reasons


def _missing_prescription(told: Told) -> list[str]:
    if told.way == Way.UPLOAD and not told.files:
        return [_("Upload the prescription, or choose another way to bring it.")]
    if told.way == Way.PRESCRIBER and not (told.prescriber.name and told.prescriber.phone):
        return [_("Name your prescriber and a telephone number.")]
    if told.way == Way.AGAIN and told.uses_again is None:
        return [_("Choose the prescription to use again.")]
    if told.way in ("", Way.NOT_NEEDED):
        return [_("Say how the prescription comes to us.")]
    return []


def answers_to(asked: Iterable[Asked], entered: Mapping[str, str]) -> tuple[Answer, ...]:
    """What was entered, by the names of the questions' fields; what was left out is left out."""
    return tuple(
        Answer(
            question_id=one.question_id,
            medicine=one.medicine,
            text=one.text,
            short=one.short,
            answer=entered[one.field],
            tells=bool(one.telling) and entered[one.field] == one.telling,
        )
        for one in asked
        if entered.get(one.field)
    )


def birthday_problem(born_on: date, today: date) -> str:
    """What to do about a date of birth, "" where it can be one."""
    if born_on > today:
        return _("Enter a date of birth that is not in the future")
    if today.year - born_on.year > OLDEST:
        words = _("Check the year of birth: that is more than %(years)s years ago")
        return words % {"years": OLDEST}
    return ""
