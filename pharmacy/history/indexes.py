"""What the events of a kind are found by."""

from django.db import models
from django.db.models.fields.json import KeyTransform


def indexes(kind: str, *, of: str, grows: bool) -> list[models.Index]:
    """Those of one kind: by row, by time and by the row it belongs to.

    Of what `grows` with every order by person and by request, too.
    """
    columns = ["id", "pgh_created_at", *filter(None, [of])]
    found = [_named(kind, column[:6], fields=[column]) for column in columns]
    return found + _by_person_and_request(kind) if grows else found


def _by_person_and_request(kind: str) -> list[models.Index]:
    person, latest = KeyTransform("user", "pgh_context"), models.F("pgh_created_at").desc()
    # Who only visits is null there; what a command or the worker did has no such key.
    by_web = models.Q(pgh_context__user__isnull=False)
    return [
        _named(kind, "by", person, latest, condition=by_web),
        _named(kind, "in", fields=["pgh_context_id"]),
    ]


def _named(kind: str, end: str, *expressions: object, **options: object) -> models.Index:
    return models.Index(*expressions, name=f"history_{kind[:14]}_{end}", **options)  # type: ignore[arg-type]
