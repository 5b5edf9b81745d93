"""What has to be read of a proposal before it is applied, and how much of it was shown.

All of it is listed by kind, some on a page. How far somebody has come is a mark that only the shop
can make: it is of exactly these prices and sentences, so that nobody confirms what no page showed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.prices.models import Proposal
from catalog.prices.proposal_outcome import Outcome
from catalog.prices.rules import Kind

WARNINGS_A_PAGE = 200
SALT = "prices.warnings.shown"
MARK = re.compile(r"([0-9]{1,6})\.[0-9a-f]{64}")
# What costs money stands first; what a change of all prices does to every dosage stands last.
IN_WORDS: dict[Kind, Promise] = {
    Kind.BELOW_COST: _("Below cost"),
    Kind.SCHEDULED: _("Packs with a scheduled price that runs"),
    Kind.STEP: _("Large steps"),
    Kind.DEARER: _("Larger packs that are dearer per unit"),
    Kind.BEST_IS_NOT_LARGEST: _("Best is not the largest pack"),
    Kind.SAME_PRICE: _("Packs of the same price"),
    Kind.BASE_MOVES: _("Base packs that move"),
}


@dataclass(frozen=True, slots=True)
class Warned:
    """One sentence to read, and which pack it is about: `size` is "" for a whole dosage."""

    kind: Kind
    dosage: str
    size: str
    text: str


@dataclass(frozen=True, slots=True)
class OfOneKind:
    """Those of a kind that stand on a page, and how many there are on all pages."""

    title: Promise
    number: int
    warned: tuple[Warned, ...]


class WarningsShown:
    """A page of a proposal's warnings: the one after what a mark proves, or that one again."""

    def __init__(
        self, proposal: Proposal, outcome: Outcome, mark: str = "", *, goes_on: bool = False
    ) -> None:
        self.all = sorted(_warnings(outcome), key=lambda one: [*IN_WORDS].index(one.kind))
        self.pages = -(-len(self.all) // WARNINGS_A_PAGE)
        self._of = f"{proposal.pk} {outcome.fingerprint}"
        self.proven = self._proven(mark)
        self.number = min(max((self.proven or 0) + goes_on, 1), self.pages)

    @property
    def mark(self) -> str:
        """Of what was shown once this page is."""
        return self._mark(self.number)

    @property
    def is_whole(self) -> bool:
        """Whether all are shown once this page is."""
        return self.number == self.pages

    @property
    def are_of_other_prices(self) -> bool:
        """Whether the mark is of anything but these prices and sentences."""
        return self.proven is None

    @property
    def were_all_shown(self) -> bool:
        """Before this page."""
        return self.proven == self.pages

    @property
    def shown(self) -> int:
        """How many were, once this page is."""
        return min(self.number * WARNINGS_A_PAGE, len(self.all))

    @property
    def by_kind(self) -> Iterator[OfOneKind]:
        """Those of this page."""
        numbers = Counter(one.kind for one in self.all)
        here = self.all[(self.number - 1) * WARNINGS_A_PAGE : self.shown] if self.all else []
        for kind, warned in groupby(here, key=attrgetter("kind")):
            yield OfOneKind(IN_WORDS[kind], numbers[kind], tuple(warned))

    def _proven(self, mark: str) -> int | None:
        """How many pages; None for a mark of something else."""
        found = MARK.fullmatch(mark)
        if found and constant_time_compare(mark, self._mark(int(found[1]))):
            return int(found[1])
        return None

    def _mark(self, number: int) -> str:
        digest = salted_hmac(SALT, f"{self._of} {number}", algorithm="sha256").hexdigest()
        return f"{number}.{digest}"


def _warnings(outcome: Outcome) -> Iterator[Warned]:
    for dosage in outcome.warned:
        for note in dosage.notes:
            if note.is_asked:
                yield Warned(note.kind, dosage.name, "", note.text)
        for row in dosage.rows:
            for note in row.notes:
                if note.is_asked:
                    yield Warned(note.kind, dosage.name, row.size, note.text)
