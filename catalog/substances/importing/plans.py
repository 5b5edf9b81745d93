"""What a table of interactions means for those the shop has: decided, not yet done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.substances.importing.table import CellError, Entry, Row, TableRefused
from catalog.substances.rules import still_reviewed_by

# What is compared, and how it is called.
FIELDS = {
    "severity": gettext_lazy("severity"),
    "advice": gettext_lazy("advice"),
    "source": gettext_lazy("source"),
    "reviewed_by": gettext_lazy("reviewed by"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """An interaction before and after."""

    before: Entry
    after: Entry

    def __str__(self) -> str:
        changes = [
            f"{words} “{getattr(self.before, name)}” → “{getattr(self.after, name)}”"
            for name, words in FIELDS.items()
            if getattr(self.before, name) != getattr(self.after, name)
        ]
        return f"{self.after.name}: {', '.join(changes)}."


@dataclass(slots=True)
class Plan:
    """What to add and to change; `substances` are names the shop does not know yet."""

    new: list[Entry] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)
    substances: list[str] = field(default_factory=list)

    @property
    def to_save(self) -> list[Entry]:
        return [*self.new, *(change.after for change in self.changed)]

    def lines(self) -> Iterator[str]:
        """The plan as text, its sum last."""
        yield from (_("New: %(name)s.") % {"name": entry.name} for entry in self.new)
        yield from (_("Changed: %(change)s") % {"change": change} for change in self.changed)
        yield from (_("New substance: %(name)s.") % {"name": name} for name in self.substances)
        yield self.summary

    @property
    def summary(self) -> str:
        words = _(
            "%(new)s new, %(changed)s changed, %(unchanged)s unchanged;"
            " new substances: %(substances)s."
        )
        return words % {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "substances": len(self.substances),
        }


def planned(rows: Sequence[Row], names: Mapping[str, str], known: Iterable[Entry]) -> Plan:
    """Each row as new, changed or unchanged.

    `names` are the shop's name for each name it knows, other names too. Raises TableRefused where
    two rows are about one pair, or a row about one substance under two names.
    """
    before = {entry.pair: entry for entry in known}
    plan, errors, seen = Plan(), [], dict[tuple[str, str], int]()
    for row in rows:
        entry = _as_known(row.entry, names)
        if error := _repeated(row.number, entry, seen):
            errors.append(error)
        seen.setdefault(entry.pair, row.number)
        if entry.pair not in before:
            plan.new.append(entry)
        elif entry == before[entry.pair]:
            plan.unchanged.append(entry)
        else:
            plan.changed.append(_changed(before[entry.pair], entry))
    if errors:
        raise TableRefused(errors)
    plan.substances = sorted({name for one in plan.new for name in one.pair} - set(names.values()))
    return plan


def _changed(before: Entry, after: Entry) -> Changed:
    same = (before.severity, before.advice) == (after.severity, after.advice)
    reviewer = still_reviewed_by(after.reviewed_by, before=before.reviewed_by, says_the_same=same)
    return Changed(before, replace(after, reviewed_by=reviewer))


def _as_known(entry: Entry, names: Mapping[str, str]) -> Entry:
    a, b = sorted(names.get(name, name) for name in entry.pair)
    return replace(entry, a=a, b=b)


def _repeated(number: int, entry: Entry, seen: Mapping[tuple[str, str], int]) -> CellError | None:
    if entry.a == entry.b:
        words = _("both names are names of %(name)s: enter two substances.")
        return CellError(number, "", words % {"name": entry.a})
    if entry.pair in seen:
        words = _("%(name)s stands in row %(row)s as well: keep one of them.")
        return CellError(number, "", words % {"name": entry.name, "row": seen[entry.pair]})
    return None
