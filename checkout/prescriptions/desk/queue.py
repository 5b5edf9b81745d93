"""The queue of cases: its tabs, and what a row says. Plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from checkout.prescriptions.desk.prescribed import Reading
from checkout.prescriptions.telling import Way


class Tab(TextChoices):
    """A part of the queue, by what its address says."""

    ALL = "", gettext_lazy("All")
    TO_DECIDE = "to_decide", gettext_lazy("To decide")
    ENDING = "ending", gettext_lazy("Ending soon")
    ASKED = "asked", gettext_lazy("With the patient")
    MINE = "mine", gettext_lazy("Mine")


class Sorting(TextChoices):
    WAITING = "", gettext_lazy("Waiting")
    HOLD = "hold", gettext_lazy("Money held")


@dataclass(frozen=True, slots=True)
class Look:
    """A coloured word of a row."""

    words: str
    state: str = "info"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case; `on_it` says who has it, "" for nobody, and `may_take` whether one may."""

    order_id: int
    number: str
    waiting: str
    hold: SafeString | str
    ordered: str
    files: str
    look_at: list[Look]
    state: str
    on_it: str = ""
    may_take: bool = False


@dataclass(frozen=True, slots=True)
class NextCase:
    """A case as the start page names it."""

    order_id: int
    number: str
    ordered: str
    files: str
    hold: SafeString | str


def files_words(way: str, kinds: Iterable[str]) -> str:
    """As in "2 photos", "1 PDF", "By prescriber"; `way` is one of Way, "" for no patient."""
    kinds = list(kinds)
    pdfs = kinds.count("pdf")
    photos = len(kinds) - pdfs
    parts = []
    if photos:
        parts.append(ngettext("%(n)s photo", "%(n)s photos", photos) % {"n": photos})
    if pdfs:
        parts.append(ngettext("%(n)s PDF", "%(n)s PDFs", pdfs) % {"n": pdfs})
    return ", ".join(parts) or str(WAYS.get(way, ""))


WAYS: Mapping[str, str | Promise] = {
    Way.NOT_NEEDED: gettext_lazy("No file needed"),
    Way.UPLOAD: gettext_lazy("No file"),
    Way.PRESCRIBER: gettext_lazy("By prescriber"),
    Way.LATER: gettext_lazy("To follow"),
    Way.AGAIN: gettext_lazy("Used before"),
}


def telling(answers: Iterable[Mapping[str, Any]]) -> list[str]:
    """As in "Asthma: yes": the answers to look at."""
    words = {"yes": _("yes"), "no": _("no")}
    return [
        f"{one['short'].rstrip('?').strip()}: {words.get(one['answer'], one['answer'])}"
        for one in answers
        if one.get("tells")
    ]


def parts_of(ordered: Mapping[int, int], prescribed: Iterable[Mapping[str, int]]) -> list[str]:
    """As in "Part of 180": less is ordered than a prescription that is used again allows.

    `ordered` are units by dosage.
    """
    allowed = {one["dosage"]: Reading(one["units"], one["repeats"]).allowed for one in prescribed}
    return [
        _("Part of %(units)s") % {"units": allowed[dosage]}
        for dosage, units in ordered.items()
        if units < allowed.get(dosage, 0)
    ]


def look_at(
    *, interacts: bool, parts: Iterable[str], answers: Iterable[str], is_first: bool
) -> list[Look]:
    """What a pharmacist should have in mind before the case is open."""
    looks = [Look(_("Interaction"), "warn")] if interacts else []
    looks += [Look(words) for words in (*parts, *answers)]
    if is_first:
        looks.append(Look(_("First order")))
    return looks
