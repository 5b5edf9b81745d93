"""What is contained in what, and the notes that follow, in few queries whatever the size."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from catalog.prepared import Prepared
from catalog.substances.models import Interaction, Substance
from catalog.substances.names import names_in
from catalog.substances.rules import (
    Contents,
    Known,
    Names,
    Note,
    Purchase,
    Severity,
    bought_before,
    by_severity,
    interactions_of,
    recognised,
    same_substance,
)
from catalog.substances.sizes import COUNTED, Sizes


@dataclass(frozen=True, slots=True)
class Earlier:
    """A medicine somebody bought before, under the name it was bought by."""

    medicine_id: int
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Given:
    """What one patient is to get, bought before, and says is taken beside.

    A medicine that is there in two dosages stands twice in `medicine_ids`.
    """

    medicine_ids: Sequence[int]
    texts: Sequence[str] = ()
    earlier: Sequence[Earlier] = ()


def notes_for_each(patients: Sequence[Given], *, today: date) -> list[list[Note]]:
    """Everything to know before each patient gets something, the worst first.

    At most three queries, however many they are. `today` is the shop's.
    """
    contents = _contents(
        pk
        for given in patients
        for pk in [*given.medicine_ids, *(one.medicine_id for one in given.earlier)]
    )
    names = names_known(text for given in patients for text in given.texts)
    taken = [mentioned(given.texts, names) for given in patients]
    contained = [name for one in contents.values() for name in one.substances]
    known = interactions_among([*contained, *(name for each in taken for name in each)])
    return [
        _notes(given, beside, contents, known, today)
        for given, beside in zip(patients, taken, strict=True)
    ]


def _notes(
    given: Given,
    taken: Sequence[str],
    contents: Mapping[int, Contents],
    known: Collection[Known],
    today: date,
) -> list[Note]:
    ordered = [contents[pk] for pk in given.medicine_ids if pk in contents]
    bought = [
        Purchase(one.name, one.on, contents[one.medicine_id].substances)
        for one in given.earlier
        if one.medicine_id in contents
    ]
    return by_severity(
        [
            *interactions_of(ordered, taken, known),
            *same_substance(ordered),
            *bought_before(ordered, bought, today=today),
        ]
    )


def mentioned(texts: Iterable[str], known: Sequence[Names]) -> list[str]:
    """The names of the known substances and groups that texts mention, each once."""
    return list(dict.fromkeys(name for text in texts for name in recognised(text, known)))


def names_known(texts: Iterable[str]) -> list[Names]:
    """Every substance and group by all its names; no query where nothing is written."""
    if not any(text.strip() for text in texts):
        return []
    return [_names(*row) for row in _NAMES.rows()]


_NAMES = Prepared(lambda: Substance.objects.order_by("name").values_list("name", "other_names"))


@cache
def _names(name: str, others: str) -> Names:
    return Names(name, names_in(others))


def interactions_among(names: Collection[str]) -> list[Known]:
    """The interactions whose two sides are of these names, or groups of them; one query at most."""
    if len(set(names)) < 2:
        return []
    rows = Interaction.objects.among(Substance.objects.named(names)).with_members()
    return [
        Known(
            frozenset([row.a.name, *row.a_members]),
            frozenset([row.b.name, *row.b_members]),
            Severity(row.severity),
            row.advice,
            row.source,
            row.reviewed_by,
        )
        for row in rows.select_related("a", "b")
    ]


def contained_in(medicine: str) -> ArraySubquery:
    """For an annotation: what the medicine of this column contains, as fields of `Contained`."""
    return ArraySubquery(
        Substance.objects.filter(medicines=OuterRef(medicine))
        .order_by("name")
        .values(json=JSONObject(name="name", max_units_per_sale="max_units_per_sale"))
    )


def sizes_of(medicine_id: int | None, unit: str) -> list[Sizes]:
    """What the law says of a medicine's packs, where it counts their unit; [] for a new one."""
    if medicine_id is None or unit not in COUNTED:
        return []
    rows = Substance.objects.filter(medicines=medicine_id)
    return [Sizes(*sizes) for sizes in rows.values_list("general_sale_up_to", "pharmacy_up_to")]


def _contents(medicine_ids: Iterable[int]) -> dict[int, Contents]:
    links = Substance.medicines.through.objects.filter(product__in=set(medicine_ids))
    rows = links.order_by("substance__name").values_list(
        "product_id", "product__title", "substance__name"
    )
    found: dict[int, Contents] = {}
    for pk, title, name in rows:
        before = found[pk].substances if pk in found else ()
        found[pk] = Contents(title, (*before, name))
    return found
