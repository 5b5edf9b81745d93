"""What a pharmacist looks at first: telling answers, age and limits. Plain values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from catalog.units import count
from checkout.prescriptions.desk.lines import BeforeLine
from checkout.prescriptions.desk.notes import CaseNote
from checkout.prescriptions.desk.queue import telling


@dataclass(frozen=True, slots=True)
class Limits:
    """What staff have set for a medicine of the case, and the units of it that are ordered."""

    medicine_id: int
    medicine: str
    unit: str
    ordered: int
    minimum_age: int | None = None
    most_per_order: int | None = None
    most_per_period: int | None = None
    period_days: int | None = None


def first_notes(
    answers: Sequence[Mapping[str, Any]],
    limits: Iterable[Limits],
    before: Sequence[BeforeLine],
    *,
    age: int | None,
    today: date,
) -> list[CaseNote]:
    """`age` is None where no patient was recorded."""
    limits = list(limits)
    return [
        *_ages(limits, age),
        *_per_order(limits),
        *_per_period(limits, before, today),
        *_answers(answers),
    ]


def _ages(limits: Iterable[Limits], age: int | None) -> Iterator[CaseNote]:
    for one in limits:
        if age is not None and one.minimum_age is not None and age < one.minimum_age:
            heading = _("%(medicine)s is for people of %(age)s years and over.")
            values = {"medicine": one.medicine, "age": one.minimum_age}
            yield CaseNote("stop", heading % values, _("The patient is %(age)s.") % {"age": age})


def _per_order(limits: Iterable[Limits]) -> Iterator[CaseNote]:
    for one in limits:
        if one.most_per_order is not None and one.ordered > one.most_per_order:
            heading = _("More %(medicine)s than one order may have.") % {"medicine": one.medicine}
            words = _("%(ordered)s were ordered; the limit is %(most)s.") % {
                "ordered": count(one.unit, one.ordered),
                "most": one.most_per_order,
            }
            yield CaseNote("warn", heading, words)


def _per_period(
    limits: Iterable[Limits], before: Sequence[BeforeLine], today: date
) -> Iterator[CaseNote]:
    for one in limits:
        if one.most_per_period is None or one.period_days is None:
            continue
        since = today - timedelta(days=one.period_days)
        got = sum(
            line.got for line in before if line.medicine_id == one.medicine_id and line.on > since
        )
        if one.ordered + got > one.most_per_period:
            heading = _("More %(medicine)s than one patient may have in %(days)s days.")
            words = _("%(units)s with earlier orders; the limit is %(most)s.") % {
                "units": count(one.unit, one.ordered + got),
                "most": one.most_per_period,
            }
            values = {"medicine": one.medicine, "days": one.period_days}
            yield CaseNote("warn", heading % values, words)


def _answers(answers: Sequence[Mapping[str, Any]]) -> Iterator[CaseNote]:
    for one in answers:
        for words in telling([one]):
            yield CaseNote("warn", f"{words}.", f"{one['medicine']}: {one['text']}")
