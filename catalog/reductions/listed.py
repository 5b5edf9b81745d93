"""What staff's page lists: the packs to choose, and what has become of each reduction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.admin.tags import tag
from catalog.moments import for_staff
from catalog.money import price as money
from catalog.people import name_of
from catalog.reductions.forms import AnnounceForm
from catalog.reductions.models import Reduction
from catalog.reductions.reads import PackPrice, ReductionsPage
from catalog.reductions.words import why_not_ahead, why_not_reduced


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A pack to choose; `problem` is why it was refused, "" where it was not."""

    pack: PackPrice
    price: str
    since: str
    lowest: str
    is_lower: bool
    is_chosen: bool
    problem: str


@dataclass(frozen=True, slots=True)
class DosageChoice:
    """A dosage whose packs are chosen one by one or all at once."""

    dosage_id: int
    text: str
    is_chosen: bool
    packs: tuple[PackChoice, ...]


@dataclass(frozen=True, slots=True)
class ReductionRow:
    """A reduction as it stands; `button` is what ends it, "" where it is over."""

    pk: int
    pack: str
    begins: str
    ends: str
    by: str
    standing: SafeString
    why: str
    button: str


def choices(form: AnnounceForm) -> list[DosageChoice]:
    chosen = {name: set(form[name].value() or ()) for name in ("packs", "dosages")}
    return [
        DosageChoice(
            dosage_id,
            text,
            str(dosage_id) in chosen["dosages"],
            tuple(_choice(pack, form, chosen["packs"]) for pack in packs),
        )
        for (dosage_id, text), packs in groupby(
            form.of, key=lambda pack: (pack.dosage_id, pack.dosage_text)
        )
    ]


def _choice(pack: PackPrice, form: AnnounceForm, chosen: Iterable[str]) -> PackChoice:
    now = pack.now
    return PackChoice(
        pack,
        money(now.price) if now else _("not on sale"),
        for_staff(now.since) if now else "",
        money(now.lowest) if now and now.lowest else "",
        is_lower=not why_not_reduced(now, form.now),
        is_chosen=str(pack.pack_id) in chosen,
        problem=form.problems.get(pack.pack_id, ""),
    )


def rows(page: ReductionsPage, at: datetime) -> list[ReductionRow]:
    return [_row(one, page.packs[one.pack_id], at) for one in page.reductions]


def _row(one: Reduction, pack: PackPrice, at: datetime) -> ReductionRow:
    standing, why = _standing(one, pack, at)
    button = _("Take back") if one.begins_at > at else _("End now")
    return ReductionRow(
        one.pk,
        pack.name,
        for_staff(one.begins_at),
        for_staff(one.ends_at),
        name_of(one.announced_by),
        standing,
        why,
        button if one.ends_at > at else "",
    )


def _standing(one: Reduction, pack: PackPrice, at: datetime) -> tuple[SafeString, str]:
    """What shoppers see of it, and why nothing."""
    if one.ends_at <= at:
        who = name_of(one.ended_by)
        return tag(_("Over")), _("Ended early by %(who)s.") % {"who": who} if who else ""
    if one.begins_at > at:
        lower_it = _("Lower the price then: shoppers are told as soon as it is lower.")
        return tag(_("Ahead"), "info"), why_not_ahead(pack.now, one.begins_at) or lower_it
    if problem := why_not_reduced(pack.now, one.begins_at):
        return tag(_("Not shown"), "warn"), problem
    words = _("%(price)s instead of %(lowest)s.")
    prices = {"price": money(pack.now.price), "lowest": money(pack.now.lowest)}
    return tag(_("Shown"), "good"), words % prices
