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
from django.utils.translation import ngettext, ngettext_lazy

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

    `or_more`: nobody counted further.
    """

    figure: int
    words: str
    more: str
    url: str
    state: str = ""
    or_more: bool = False

    @property
    def figure_in_words(self) -> str:
        return _in_words(self.figure, or_more=self.or_more)


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
    by_schedule = _("%s by schedule") % _in_words(changes.by_schedule, or_more=changes.is_cut)
    none = "" if changes.is_cut else _("none by schedule")
    more = by_schedule if changes.by_schedule else none
    packs = f"{reverse('admin:catalogue_pack_changelist')}?changed=today"
    url = packs if has_list else "#changes"
    return Tile(changes.count, words, more, url, or_more=changes.is_cut)


def _stock_tile(running_low: list) -> Tile:
    is_cut, low = len(running_low) > MOST_COUNTED, running_low[:MOST_COUNTED]
    out = sum(dosage.free < dosage.smallest for dosage in low)
    none = "" if is_cut else _("none sold out")
    return Tile(
        len(low),
        ngettext("dosage low in stock", "dosages low in stock", len(running_low)),
        _("%s sold out") % _in_words(out, or_more=is_cut) if out else none,
        f"{reverse('admin:catalogue_dosage_changelist')}?standing=scarce",
        "warn" if running_low else "",
        or_more=is_cut,
    )


def _waiting_tile(rows: QuerySet, words: Any, more: str, url: str) -> Tile:
    """`words` are those of ngettext_lazy, without a number in them."""
    counted = int(rows.order_by().values("pk")[: MOST_COUNTED + 1].count())
    figure = min(counted, MOST_COUNTED)
    is_cut = counted > MOST_COUNTED
    return Tile(figure, str(words % figure), more, url, "warn", or_more=is_cut)


def _in_words(figure: int, *, or_more: bool) -> str:
    return _("%s or more") % f"{figure:,}" if or_more else f"{figure:,}"


def _waiting_tiles() -> list[Tile]:
    """What of the texts and pictures waits for a person, where any does."""
    medicines, url = Medicine.objects.medicines(), reverse("admin:catalogue_medicine_changelist")
    # A demo shows texts that nobody stands for, too.
    kept_back = medicines.filter(is_public=True).kept_back_when_live()
    broken = medicines.filter(pk__in=Picture.objects.broken().values("medicine"))
    tiles = [
        _waiting_tile(
            medicines.exclude(check_note=""),
            ngettext_lazy("page to check", "pages to check"),
            _("by a pharmacist"),
            f"{url}?check=1",
        ),
        _waiting_tile(
            kept_back if settings.LIVE else kept_back.none(),
            ngettext_lazy("text to review", "texts to review"),
            _("off the site until then"),
            f"{url}?is_public__exact=1&review=1",
        ),
        _waiting_tile(
            broken,
            ngettext_lazy("medicine with a broken picture", "medicines with a broken picture"),
            _("upload it anew"),
            f"{url}?picture=broken",
        ),
    ]
    return [tile for tile in tiles if tile.figure]
