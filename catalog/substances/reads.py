"""What is contained in what, and the notes that follow, in few queries whatever the size."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

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


def notes_for(
    medicine_ids: Sequence[int],
    *,
    texts: Sequence[str] = (),
    earlier: Sequence[Earlier] = (),
    today: date | None = None,
) -> list[Note]:
    """Everything to know before these medicines are given to one patient, the worst first.

    A medicine that is there in two dosages stands twice in `medicine_ids`. `texts` are the
    patient's own words on what else is taken; `today` is the shop's. At most three queries.
    """
    contents = _contents([*medicine_ids, *(one.medicine_id for one in earlier)])
    ordered = [contents[pk] for pk in medicine_ids if pk in contents]
    bought = [
        Purchase(one.name, one.on, contents[one.medicine_id].substances)
        for one in earlier
        if one.medicine_id in contents
    ]
    taken = mentioned(texts)
    named = [name for one in ordered for name in one.substances]
    return by_severity(
        [
            *interactions_of(ordered, taken, interactions_among([*named, *taken])),
            *same_substance(ordered),
            *bought_before(ordered, bought, today=today or timezone.localdate()),
        ]
    )


def mentioned(texts: Iterable[str]) -> list[str]:
    """The names of the substances and groups that texts mention; no query where all are empty."""
    written = [text for text in texts if text.strip()]
    if not written:
        return []
    rows = Substance.objects.order_by("name").values_list("name", "other_names")
    known = [Names(name, names_in(others)) for name, others in rows]
    return list(dict.fromkeys(name for text in written for name in recognised(text, known)))


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
