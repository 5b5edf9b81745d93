"""Reads events of every kind as one list, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from django.db.models import Func, JSONField, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.people import name_of
from checkout.accounts.models import User
from pharmacy.history.models import EVENTS

A_PAGE = 50
DEEDS = {
    "insert": gettext_lazy("added"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("removed"),
}
# Those every kind has.
COLUMNS = ("id", "pgh_id", "pgh_created_at", "pgh_label", "pgh_context", "pgh_context_id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events: of a kind, a row, an order with all that belongs to it, a person, a request.

    What is None or "" is not asked for.
    """

    kind: str = ""
    row: int | None = None
    order: int | None = None
    by: int | None = None
    request: UUID | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One row that was added, changed or removed; `facts` are its columns afterwards."""

    at: datetime
    kind: str
    row: int
    deed: str
    who: str
    request: str
    facts: dict[str, Any]


def events(wanted: Wanted, *, page: int) -> tuple[list[Event], bool]:
    """A page of them, counted from 1, and whether there are more."""
    kinds = [wanted.kind] if wanted.kind in EVENTS else list(EVENTS)
    parts = [part for part in (_of_kind(kind, wanted) for kind in kinds) if part is not None]
    if not parts:
        return [], False
    first = (page - 1) * A_PAGE
    if len(parts) > 1:
        # Of each kind no more than may be on the page, by its own index.
        most = first + A_PAGE + 1
        parts = [part.order_by("-pgh_created_at", "-pgh_id")[:most] for part in parts]
    every = reduce(lambda one, other: one.union(other, all=True), parts)
    rows = list(
        every.order_by("-pgh_created_at", "pgh_kind", "-pgh_id")[first : first + A_PAGE + 1]
    )
    return _named(rows[:A_PAGE]), len(rows) > A_PAGE


def _of_kind(kind: str, wanted: Wanted) -> QuerySet[Any] | None:
    """None where an order is asked for and the kind belongs to none."""
    event = EVENTS[kind]
    found = _every(event) if wanted.order is None else _of_order(event, wanted.order)
    if found is None:
        return None
    if wanted.row is not None:
        found = found.filter(id=wanted.row)
    if wanted.by is not None:
        found = found.filter(pgh_context__user=wanted.by, pgh_context__user__isnull=False)
    if wanted.request is not None:
        found = found.filter(pgh_context_id=wanted.request)
    return found.order_by().values(
        *COLUMNS,
        pgh_kind=Value(kind),
        pgh_facts=Func(template=f'to_jsonb("{event._meta.db_table}")', output_field=JSONField()),
    )


def _of_order(event: Any, order: int) -> QuerySet[Any] | None:
    """Down the events themselves, so that rows that are gone are found; None of what has none."""
    if event is EVENTS["order"]:
        return _every(event).filter(id=order)
    above = _above(event)
    rows = _of_order(above, order) if above else None
    if rows is None:
        return None
    return _every(event).filter(**{f"{event.belongs_to}_id__in": rows.values("id")})


def _every(event: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = event.objects.all()
    return found


def _above(event: Any) -> Any:
    """The events of the rows that those of `event` belong to; None at the top."""
    model = event._meta.get_field(event.belongs_to).related_model if event.belongs_to else None
    others = (one for one in EVENTS.values() if one is not event)
    return next(
        (one for one in others if one.pgh_tracked_model._meta.concrete_model is model), None
    )


def _named(rows: list[dict[str, Any]]) -> list[Event]:
    contexts = [row["pgh_context"] or {} for row in rows]
    people = User.objects.in_bulk({context.get("user") for context in contexts} - {None})
    return [_event(row, context, people) for row, context in zip(rows, contexts, strict=True)]


def _event(row: dict[str, Any], context: dict[str, Any], people: dict[int, User]) -> Event:
    by = context.get("user")
    facts = row["pgh_facts"].items()
    return Event(
        at=row["pgh_created_at"],
        kind=str(EVENTS[row["pgh_kind"]].words),
        row=row["id"],
        deed=str(DEEDS[row["pgh_label"]]),
        who=_who(by, context, people),
        request=str(row["pgh_context_id"] or ""),
        facts={name: value for name, value in facts if name not in COLUMNS and value is not None},
    )


def _who(by: int | None, context: dict[str, Any], people: dict[int, User]) -> str:
    if by:
        return name_of(people.get(by)) or _("person %(number)s") % {"number": by}
    return context.get("command") or (_("a visitor") if context else _("outside of the shop"))
