"""Why a price is no reduction, in words staff can act on."""

from datetime import datetime

from django.utils.translation import gettext as _

from catalog.moments import for_staff
from catalog.money import price as money
from catalog.reductions.rules import PERIOD, PriceNow


def why_not_reduced(now: PriceNow | None, begins_at: datetime) -> str:
    """What keeps today's price from being one announced from then on; "" for nothing."""
    if now is None:
        return _off_sale()
    if now.is_old(begins_at):
        words = _("%(price)s since %(since)s: lower it first, and announce that within a day.")
        return words % {"price": money(now.price), "since": for_staff(now.since)}
    if now.lowest is None:
        return _too_new(now)
    if not now.is_lower:
        words = _("%(price)s is not below %(lowest)s, the lowest price of the 30 days before it.")
        return words % {"price": money(now.price), "lowest": money(now.lowest)}
    return ""


def why_not_ahead(now: PriceNow | None, begins_at: datetime) -> str:
    """What keeps any price from being one then; "" where it has only to be lowered."""
    if now is None:
        return _off_sale()
    return _too_new(now) if now.on_sale_since > begins_at - PERIOD else ""


def _too_new(now: PriceNow) -> str:
    words = _(
        "On sale in this size and strength since %(since)s: a reduction can begin on %(then)s."
    )
    then = now.on_sale_since + PERIOD
    return words % {"since": for_staff(now.on_sale_since), "then": for_staff(then)}


def _off_sale() -> str:
    return _("Not on sale: put it on sale for 30 days first.")
