"""What patient and pharmacist should know about substances that come together, as plain values."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations, product

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# For so long an earlier purchase may still be at hand.
RECENT = timedelta(days=90)
WORD = re.compile(r"[^\W_]+")


class Severity(TextChoices):
    """Ordered from the worst."""

    SERIOUS = "serious", gettext_lazy("serious")
    MODERATE = "moderate", gettext_lazy("moderate")
    MINOR = "minor", gettext_lazy("minor")


RANK = {severity: rank for rank, severity in enumerate(Severity)}


def still_reviewed_by(name: str, *, before: str, says_the_same: bool) -> str:
    """Who stands for advice that is saved under a reviewer's `name`, which was `before`'s.

    A review ends with what it was of: whoever stands for other words signs them anew.
    """
    return name if says_the_same or name != before else ""


@dataclass(frozen=True, slots=True)
class Contained:
    """A substance in a medicine; `max_units_per_sale` is over all medicines that contain it."""

    name: str
    max_units_per_sale: int | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """One medicine in one dosage ("Baclofen 10 mg") and the names of what it contains."""

    name: str
    substances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purchase:
    """What was bought before and when, and the names of what it contains."""

    name: str
    on: date
    substances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """A substance or group, and what else people call it."""

    name: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """An interaction: whatever is named in `a` with whatever is named in `b`, groups expanded."""

    a: frozenset[str]
    b: frozenset[str]
    severity: Severity
    advice: str
    source: str = ""
    reviewed_by: str = ""

    def is_of(self, pair: frozenset[str]) -> bool:
        one, other = pair
        return (one in self.a and other in self.b) or (other in self.a and one in self.b)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about one substance or two; `reviewed_by` "": by no pharmacist yet."""

    severity: Severity
    substances: tuple[str, ...]
    advice: str
    source: str = ""
    reviewed_by: str = ""


def same_substance(ordered: Sequence[Contents]) -> list[Note]:
    """A note for each substance that more than one of the medicines and dosages contains."""
    found: dict[str, list[str]] = {}
    for contents in ordered:
        for substance in contents.substances:
            found.setdefault(substance, []).append(contents.name)
    words = _(
        "%(count)s of these contain %(substance)s (%(names)s)."
        " Take them together only if you were told to: the doses add up."
    )
    return [
        Note(
            Severity.MODERATE,
            (substance,),
            words
            % {
                "count": len(names),
                "substance": substance,
                "names": ", ".join(dict.fromkeys(names)),
            },
        )
        for substance, names in sorted(found.items())
        if len(names) > 1
    ]


def bought_before(
    ordered: Sequence[Contents], earlier: Iterable[Purchase], *, today: date
) -> list[Note]:
    """A note for each substance that was bought within the last 90 days, by its latest purchase."""
    latest: dict[str, Purchase] = {}
    for purchase in sorted(earlier, key=lambda one: one.on):
        if purchase.on >= today - RECENT:
            latest |= dict.fromkeys(purchase.substances, purchase)
    words = _(
        "%(name)s, ordered on %(day)s, contains %(substance)s too."
        " What is left of it counts towards the dose."
    )
    again = sorted({name for contents in ordered for name in contents.substances} & latest.keys())
    return [
        Note(
            Severity.MODERATE,
            (substance,),
            words
            % {
                "name": latest[substance].name,
                "day": date_format(latest[substance].on),
                "substance": substance,
            },
        )
        for substance in again
    ]


def interactions_of(
    ordered: Sequence[Contents], taken: Collection[str], known: Iterable[Known]
) -> list[Note]:
    """What the medicines do to each other and to what else is `taken` (names), the worst first.

    Each pair once, with the worst that is known of it. Two substances of one medicine were put
    together on purpose.
    """
    pairs = set(_pairs(ordered, taken))
    notes: dict[frozenset[str], Note] = {}
    for one in sorted(known, key=lambda one: RANK[one.severity]):
        for pair in pairs:
            if pair not in notes and one.is_of(pair):
                notes[pair] = Note(
                    one.severity, tuple(sorted(pair)), one.advice, one.source, one.reviewed_by
                )
    return by_severity(notes.values())


def by_severity(notes: Iterable[Note]) -> list[Note]:
    """The worst first, then by name."""
    return sorted(notes, key=lambda note: (RANK[note.severity], note.substances))


def recognised(text: str, substances: Iterable[Names]) -> list[str]:
    """The names of the substances that a text in a patient's own words mentions.

    Whole words, in any case and with or without accents: "wine" is found, "winegum" is not.
    """
    said = _folded(text)
    return [
        one.name
        for one in substances
        if any(_has(said, name) for name in (one.name, *one.other_names))
    ]


def _has(said: str, name: str) -> bool:
    words = _folded_name(name)
    return bool(words.strip()) and words in said


def _pairs(ordered: Sequence[Contents], taken: Collection[str]) -> Iterator[frozenset[str]]:
    beside = [
        *((one.substances, other.substances) for one, other in combinations(ordered, 2)),
        *((contents.substances, tuple(taken)) for contents in ordered),
    ]
    for one, other in beside:
        yield from (frozenset(pair) for pair in product(one, other) if pair[0] != pair[1])


@cache
def _folded_name(name: str) -> str:
    """Of a substance, which are as many as staff ever named; a person's text is not to be kept."""
    return _folded(name)


def _folded(text: str) -> str:
    """The words of a text, each between spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return f" {' '.join(WORD.findall(bare))} "
