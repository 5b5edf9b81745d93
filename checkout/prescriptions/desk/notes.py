"""What to know before a case is decided, beyond what its own page can tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.substances.reads import Earlier, Given, notes_for_each
from catalog.substances.rules import Note, Severity


@dataclass(frozen=True, slots=True)
class CaseNote:
    """One thing to look at first; `state` is "stop", "warn" or "info"."""

    state: str
    heading: str
    advice: str


@dataclass(frozen=True, slots=True)
class Bought:
    """A medicine the patient ordered before."""

    medicine_id: int
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A case as far as substances are concerned: its medicines, a dosage each, and the patient's
    own words on what else is taken.
    """

    order_id: int
    medicine_ids: tuple[int, ...]
    texts: tuple[str, ...] = ()
    earlier: tuple[Bought, ...] = ()


STATES = {Severity.SERIOUS: "stop", Severity.MODERATE: "warn", Severity.MINOR: "info"}


def notes_of_cases(cases: Iterable[ToCheck], *, today: date) -> Mapping[int, list[CaseNote]]:
    """By order, the worst first: the same substance twice, and what does not go together.

    Three queries, however many cases there are.
    """
    cases = list(cases)
    given = [Given(case.medicine_ids, case.texts, _earlier(case)) for case in cases]
    found = notes_for_each(given, today=today)
    return {
        case.order_id: [_said(note) for note in notes]
        for case, notes in zip(cases, found, strict=True)
    }


def _earlier(case: ToCheck) -> list[Earlier]:
    return [Earlier(one.medicine_id, one.name, one.on) for one in case.earlier]


def _said(note: Note) -> CaseNote:
    """A pair is named first; whoever has not reviewed it is asked to check it."""
    pair = _(" with ").join(note.substances)
    heading = f"{capfirst(str(note.severity.label))}: {pair}."
    advice = note.advice
    if len(note.substances) > 1 and not note.reviewed_by:
        advice = f"{advice} {_('No pharmacist has reviewed this advice yet.')}"
    return CaseNote(STATES[note.severity], heading, advice)
