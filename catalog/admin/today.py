"""What the start page says about the catalogue, to those who may see it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.admin.permissions import may_see_stock, may_see_texts
from catalog.admin.stock_standing import standing_tag, unit_words
from catalog.models import Dosage, Medicine
from catalog.pictures.models import Picture

ROWS = 8


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that leads to its list; `state` is "", "warn" or "stop"."""

    figure: int
    words: str
    more: str
    url: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class LowDosage:
    name: str
    url: str
    free: str
    standing: SafeString | str


def catalogue_today(request: HttpRequest) -> dict[str, Any]:
    """Tiles, the latest changes and what runs low."""
    tiles, context = [], {}
    if request.user.has_module_perms("catalogue"):
        tiles += _medicine_tiles(sees_texts=may_see_texts(request.user))
        context["changes"] = _latest_changes()
    if may_see_stock(request.user):
        running_low = list(Dosage.objects.with_standing().running_short())
        tiles.append(_stock_tile(running_low))
        context["low"] = [_low(dosage) for dosage in running_low[:ROWS]]
    return {"tiles": tiles, **context}


def _medicine_tiles(*, sees_texts: bool) -> list[Tile]:
    is_shown = Q(is_public=True, is_kept_back=False)
    counted = (
        Medicine.objects.medicines()
        .with_review_standing()
        .aggregate(
            shown=Count("pk", filter=is_shown),
            hidden=Count("pk", filter=~is_shown),
            to_check=Count("pk", filter=~Q(check_note="")),
            kept_back=Count("pk", filter=Q(is_kept_back=True)),
            broken=Count("pk", filter=Picture.objects.broken().any_of_outer_medicine()),
        )
    )
    url = reverse("admin:catalogue_medicine_changelist")
    hidden = _("%s more are not") % counted["hidden"] if counted["hidden"] else _("all of them")
    on_the_site = Tile(counted["shown"], _("medicines on the site"), hidden, url)
    return [on_the_site, *(_waiting_tiles(counted, url) if sees_texts else [])]


def _waiting_tiles(counted: dict[str, int], url: str) -> list[Tile]:
    """What of the texts and pictures waits for a person, where any does."""
    to_check, kept_back, broken = counted["to_check"], counted["kept_back"], counted["broken"]
    page = ngettext("page to check", "pages to check", to_check)
    text = ngettext("text to review", "texts to review", kept_back)
    picture = ngettext("medicine with a broken picture", "medicines with a broken picture", broken)
    tiles = [
        Tile(to_check, page, _("by a pharmacist"), f"{url}?check=1", "warn"),
        Tile(kept_back, text, _("off the site until then"), f"{url}?review=1", "warn"),
        Tile(broken, picture, _("upload it anew"), f"{url}?picture=broken", "warn"),
    ]
    return [tile for tile in tiles if tile.figure]


def _stock_tile(running_low: list) -> Tile:
    out = sum(dosage.free < dosage.smallest for dosage in running_low)
    return Tile(
        len(running_low),
        _("dosages low in stock"),
        _("%s sold out") % out if out else _("none sold out"),
        reverse("admin:catalogue_dosage_changelist"),
        "warn" if running_low else "",
    )


def _low(dosage: Any) -> LowDosage:
    return LowDosage(
        str(dosage),
        reverse("admin:catalogue_dosage_change", args=[dosage.pk]),
        unit_words(dosage).count(dosage.units_free),
        standing_tag(dosage),
    )


def _latest_changes() -> list[LogEntry]:
    medicines = ContentType.objects.get_for_model(Medicine, for_concrete_model=False)
    entries = LogEntry.objects.filter(content_type=medicines).exclude(change_message="")
    return list(entries.select_related("user", "content_type")[:ROWS])
