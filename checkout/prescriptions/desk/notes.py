"""What to know before a case is decided, beyond what its own page can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.substances.reads import Given, notes_for_each
from catalog.substances.rules import Note, Severity


@dataclass(frozen=True, slots=True)
class CaseNote:
    """One thing to look at first; `state` is one of STATES."""

    state: str
    heading: str
    advice: str

    @property
    def rank(self) -> int:
        """The lower, the worse."""
        return list(STATES.values()).index(self.state)


STATES = {Severity.SERIOUS: "stop", Severity.MODERATE: "warn", Severity.MINOR: "info"}


def notes_of_cases(cases: Sequence[Given], *, today: date) -> list[list[CaseNote]]:
    """Of each case, the worst first: the same substance twice, and what does not go together.

    Three queries, however many cases there are.
    """
    return [[_said(note) for note in notes] for notes in notes_for_each(cases, today=today)]


def _said(note: Note) -> CaseNote:
    """A pair is named first; whoever has not reviewed it is asked to check it."""
    pair = _(" with ").join(note.substances)
    heading = f"{capfirst(str(note.severity.label))}: {pair}."
    advice = note.advice
    if len(note.substances) > 1 and not note.reviewed_by:
        advice = f"{advice} {_('No pharmacist has reviewed this advice yet.')}"
    return CaseNote(STATES[note.severity], heading, advice)
