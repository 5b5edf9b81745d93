"""What medicines contain, and what that makes of their packs: every write, one verb each."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from catalog.models import Product
from catalog.substances.models import Interaction, Substance
from catalog.substances.names import substances_in
from catalog.substances.rules import still_reviewed_by
from catalog.substances.sizes import COUNTED, PackLaw, Sizes

SIZED = Q(parent__substances__general_sale_up_to__isnull=False) | Q(
    parent__substances__pharmacy_up_to__isnull=False
)


class AlreadyThere(Exception):
    """Somebody else was quicker: there is such a substance or pair by now. Nothing was saved."""


@transaction.atomic(savepoint=False)
def link_by_generic_name(medicines: Collection[Product]) -> None:
    """Medicines contain what their generic names list; a substance that is new is added.

    Nothing is taken away: staff may know better than a name. The caller holds the medicines'
    locks, or has just made them.
    """
    listed = {medicine.pk: substances_in(medicine.generic_name) for medicine in medicines}
    names = {name for names in listed.values() for name in names}
    if not names:
        return
    ids = _ids_of(names)
    links = Substance.medicines.through
    links.objects.bulk_create(
        (
            links(product_id=medicine_id, substance_id=ids[name])
            for medicine_id, names in listed.items()
            for name in names
            if name in ids
        ),
        ignore_conflicts=True,
    )
    class_packs(listed)


@transaction.atomic(savepoint=False)
def class_packs(medicine_ids: Collection[int]) -> None:
    """Make the own class of packs as strict as their size demands; one query where they are.

    Never laxer: whether a class may go is for staff to say. The caller holds the medicines' locks.
    """
    lax: dict[str, list[int]] = {}
    for (pk, units, own), law in _sized_packs(medicine_ids).items():
        if law.own_class(own, units) != own:
            lax.setdefault(law.own_class(own, units), []).append(pk)
    for own, packs in lax.items():
        Product.objects.filter(pk__in=packs).update(legal_class=own, date_updated=timezone.now())


@transaction.atomic
def save_substance(
    substance: Substance, *, members: Iterable[Substance], medicines: Iterable[Product]
) -> None:
    """Save a substance with all it is in, or a group with its members; packs become as strict.

    Raises AlreadyThere.
    """
    medicine_ids = sorted(medicine.pk for medicine in medicines)
    _save(substance)
    _lock(medicine_ids)
    substance.members.set(members)
    substance.medicines.set(medicine_ids)
    class_packs(medicine_ids)


@transaction.atomic
def save_interaction(interaction: Interaction) -> bool:
    """Save a pair, in whatever order its two were given; whether its review has ended thereby.

    Raises AlreadyThere.
    """
    interaction.a, interaction.b = sorted([interaction.a, interaction.b], key=lambda one: one.pk)
    before = Interaction.objects.select_for_update().filter(pk=interaction.pk).first()
    name = interaction.reviewed_by
    if before:
        same = _said(before) == _said(interaction)
        interaction.reviewed_by = still_reviewed_by(
            name, before=before.reviewed_by, says_the_same=same
        )
    _save(interaction)
    return interaction.reviewed_by != name


def _said(interaction: Interaction) -> tuple[int, int, str, str]:
    """What a review is of."""
    return interaction.a_id, interaction.b_id, interaction.severity, interaction.advice


def _save(row: Substance | Interaction) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise AlreadyThere from taken


def _sized_packs(medicine_ids: Collection[int]) -> dict[tuple[int, int, str], PackLaw]:
    """Id, units and own class of each pack the law counts, with what the law says of it."""
    rows = (
        Product.objects.packs()
        .filter(SIZED, parent__in=medicine_ids, parent__unit__in=COUNTED)
        .order_by("pk")
        .values_list(
            "pk",
            "units",
            "legal_class",
            "parent__legal_class",
            "parent__substances__general_sale_up_to",
            "parent__substances__pharmacy_up_to",
        )
    )
    packs: dict[tuple[int, int, str], PackLaw] = {}
    for pk, units, own, medicine, *sizes in rows:
        law = packs.get((pk, units, own), PackLaw(medicine))
        packs[pk, units, own] = replace(law, sizes=[*law.sizes, Sizes(*sizes)])
    return packs


def _ids_of(names: Collection[str]) -> dict[str, int]:
    """The substances of these names, or that are also called so; what is unknown is added."""
    known = Substance.objects.substances().by_every_name()
    missing = [Substance(name=name) for name in sorted(names) if name not in known]
    if missing:
        # Somebody else may be adding the same at this moment.
        Substance.objects.bulk_create(missing, ignore_conflicts=True)
        known = Substance.objects.substances().by_every_name()
    return {name: one.pk for name, one in known.items()}


def _lock(medicine_ids: Collection[int]) -> None:
    """Nobody else changes packs of these medicines until the transaction ends."""
    medicines = Product.objects.medicines().select_for_update(no_key=True)
    list(medicines.filter(pk__in=medicine_ids).order_by("pk").values_list("pk"))
