"""A decision about a line, as its page tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from checkout.prescriptions.records import GIVES, Outcome


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about a line; `answer` is what the patient answered where it was asked.

    `noted_by` is who of the staff heard it; "" where the patient wrote it.
    """

    outcome: Outcome
    packs: int
    units: int
    reason: str
    verification: str
    by: str
    at: datetime
    prescription_id: int | None = None
    answer: str = ""
    noted_by: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Ruling":
        """From a row of `reads.decisions_of_the_line`."""
        return cls(
            Outcome(row["outcome"]),
            row["packs"],
            row["units"],
            row["reason"],
            row["verification"],
            named(row),
            datetime.fromisoformat(row["at"]),
            row["prescription"],
            row["answer"] or "",
            named(row["noted"]),
        )

    @property
    def gives(self) -> bool:
        """Whether the patient gets something of the line."""
        return self.outcome in GIVES

    @property
    def words(self) -> str:
        """As in "Approved by Tom Adeyemi"."""
        outcome = capfirst(str(self.outcome.label))
        return _("%(outcome)s by %(name)s") % {"outcome": outcome, "name": self.by}


def named(row: Mapping[str, Any]) -> str:
    """Whom a row's `first`, `last` and `email` are of: by name, else by e-mail, "" for nobody."""
    return f"{row['first'] or ''} {row['last'] or ''}".strip() or row["email"] or ""
