"""What to know before a case is decided, beyond what its own page can tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


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


def notes_of_cases(cases: Iterable[ToCheck]) -> Mapping[int, list[CaseNote]]:
    """By order, the worst first: the same substance twice, and what does not go together."""
    return {}
