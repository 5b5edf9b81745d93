"""What the start page says about the catalogue, to those who may see it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.admin.low_stock import low_rows
from catalog.admin.permissions import may_see_stock, may_see_texts
from catalog.models import Dosage, Medicine, Pack
from catalog.moments import day_began
from catalog.pictures.models import Picture
from catalog.prices.today_reads import PricesToday, prices_today

ROWS = 8
# Of what waits no more is counted.
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that leads to its list; `state` is "", "warn" or "stop".

    One above MOST_COUNTED stands for any number there.
    """

    figure: int
    words: str
    more: str
    url: str
    state: str = ""

    @property
    def figure_in_words(self) -> str:
        is_cut = self.figure > MOST_COUNTED
        return _("over %s") % f"{MOST_COUNTED:,}" if is_cut else str(self.figure)


def catalogue_today(request: HttpRequest) -> dict[str, Any]:
    """Tiles, the prices that moved today and what runs low."""
    tiles, context, now = [], {}, timezone.now()
    if admin.site.may_open(Medicine, request):
        context["changes"] = prices_today(day_began(now))
        tiles.append(_price_tile(context["changes"], has_list=admin.site.may_open(Pack, request)))
    if may_see_stock(request.user):
        running_low = list(Dosage.objects.with_standing().running_short()[: MOST_COUNTED + 1])
        tiles.append(_stock_tile(running_low))
        context["low"] = low_rows(running_low[:ROWS], now)
    if may_see_texts(request.user):
        tiles += _waiting_tiles()
    return {"tiles": tiles, **context}


def _price_tile(changes: PricesToday, *, has_list: bool) -> Tile:
    """Leads to the packs it counts; who may not open their list has some of them below."""
    words = ngettext("price change today", "price changes today", changes.count)
    by_schedule = _("%s by schedule") % changes.by_schedule
    more = by_schedule if changes.by_schedule else _("none by schedule")
    packs = f"{reverse('admin:catalogue_pack_changelist')}?changed=today"
    return Tile(changes.count, words, more, packs if has_list else "#changes")


def _stock_tile(running_low: list) -> Tile:
    out = sum(dosage.free < dosage.smallest for dosage in running_low[:MOST_COUNTED])
    sold_out = _("%s sold out") if out < MOST_COUNTED else _("%s or more sold out")
    return Tile(
        len(running_low),
        ngettext("dosage low in stock", "dosages low in stock", len(running_low)),
        sold_out % f"{out:,}" if out else _("none sold out"),
        f"{reverse('admin:catalogue_dosage_changelist')}?standing=scarce",
        "warn" if running_low else "",
    )


def _counted(rows: QuerySet) -> int:
    return int(rows.order_by().values("pk")[: MOST_COUNTED + 1].count())


def _waiting_tiles() -> list[Tile]:
    """What of the texts and pictures waits for a person, where any does."""
    medicines, url = Medicine.objects.medicines(), reverse("admin:catalogue_medicine_changelist")
    to_check = _counted(medicines.exclude(check_note=""))
    kept_back = 0  # a demo shows texts that nobody stands for, too
    if settings.LIVE:
        kept_back = _counted(medicines.filter(is_public=True).kept_back_when_live())
    broken = _counted(medicines.filter(pk__in=Picture.objects.broken().values("medicine")))
    page = ngettext("page to check", "pages to check", to_check)
    text = ngettext("text to review", "texts to review", kept_back)
    picture = ngettext("medicine with a broken picture", "medicines with a broken picture", broken)
    on_the_site = "is_public__exact=1&review=1"
    tiles = [
        Tile(to_check, page, _("by a pharmacist"), f"{url}?check=1", "warn"),
        Tile(kept_back, text, _("off the site until then"), f"{url}?{on_the_site}", "warn"),
        Tile(broken, picture, _("upload it anew"), f"{url}?picture=broken", "warn"),
    ]
    return [tile for tile in tiles if tile.figure]
