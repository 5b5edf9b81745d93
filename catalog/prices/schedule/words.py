"""Scheduled prices as staff read them."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.tags import tag
from catalog.moments import for_staff
from catalog.money import MINUS
from catalog.money import price as money
from catalog.people import name_of
from catalog.prices.schedule.rules import OPEN, Cancelled, ScheduleState
from catalog.prices.scheduled import ScheduledPrice
from catalog.pricing import rounded
from catalog.units import NO_BREAK_SPACE, count, figure

CANCELLED = {
    Cancelled.NEVER_STARTS: gettext_lazy("%(pack)s: cancelled, it never starts."),
    Cancelled.RETURNED: gettext_lazy("%(pack)s: cancelled, the price before has returned."),
    Cancelled.KEPT: gettext_lazy(
        "%(pack)s: cancelled. Its price stays as somebody has set it meanwhile."
    ),
}
COLOURS = {ScheduleState.WAITING: "info", ScheduleState.RUNNING: "good"}


def already_scheduled(one: ScheduledPrice) -> str:
    """As in "$66.50 from 20 Nov 2026, 00:00 until 4 Dec 2026, 00:00"."""
    words = (
        _("%(price)s from %(start)s on, without an end")
        if one.ends_at is None
        else _("%(price)s from %(start)s until %(end)s")
    )
    return words % {
        "price": money(one.price),
        "start": for_staff(one.starts_at),
        "end": one.ends_at and for_staff(one.ends_at),
    }


def moment(at: datetime, now: datetime) -> SafeString:
    """As in "Fri 20 Nov" over "00:00"; with its year where that is another than now."""
    here = localtime(at)
    day = date_format(here, "D j M" if here.year == localtime(now).year else "D j M Y")
    whole = day.replace(" ", NO_BREAK_SPACE)
    return format_html("{}<small>{}</small>", whole, date_format(here, "H:i"))


def pack_named(one: ScheduledPrice) -> SafeString:
    """As in "Baclofen 10 mg" over "90 pills"."""
    medicine = one.pack.parent
    size = count(medicine.unit, one.pack.units)
    return format_html("{}<small>{}</small>", f"{medicine.title} {one.pack.dosage.text}", size)


def change(before: Decimal, after: Decimal) -> str:
    """As in "−12%" and "+3%": of the price before, to the whole percent."""
    percent = rounded(_percent(before, after), Decimal(1))
    sign = MINUS if percent < 0 else "+" if percent > 0 else ""
    return f"{sign}{figure(abs(percent))}%"


def is_large(before: Decimal, after: Decimal) -> bool:
    """Whether it moves by more than what staff are asked about."""
    return abs(_percent(before, after)) > settings.PRICE_STEP_PERCENT


def above_the_step() -> str:
    """As in "above 20%"."""
    return _("above %(limit)s%%") % {"limit": settings.PRICE_STEP_PERCENT}


def state_tag(one: ScheduledPrice) -> SafeString:
    state = ScheduleState(one.state)
    colour = "stop" if one.tries else COLOURS.get(state, "")
    pill, said = tag(state.label, colour), remark(one)
    return format_html("{}<small>{}</small>", pill, said) if said else pill


def remark(one: ScheduledPrice) -> str:
    """What its state alone does not say; "" for nothing."""
    if one.tries:
        return could_not_be_set(one)
    if one.never_ran and one.problem:
        return _("Never ran: it could not be set (%s).") % one.problem
    if one.never_ran and one.is_of_another_size:
        return _("Never ran: the pack was made another size.")
    if one.never_ran:
        return _("Never ran: the worker stood still for all of its time.")
    if one.state == ScheduleState.ENDED and one.ends_at is None:
        return _("Set, and stays.")
    if one.state == ScheduleState.CANCELLED:
        return _("By %s.") % name_of(one.cancelled_by)
    if one.price_stayed:
        return _("The price stayed as somebody had set it meanwhile.")
    if one.state == ScheduleState.RUNNING and one.price_now != one.price:
        return _("Replaced: somebody has set %s, which stays.") % money(one.price_now)
    return ""


def could_not_be_set(one: ScheduledPrice) -> str:
    """Why, and when that is tried again."""
    words = ngettext(
        "Could not be set, %(tries)s try: %(problem)s. Tried again %(at)s.",
        "Could not be set, %(tries)s tries: %(problem)s. Tried again %(at)s.",
        one.tries,
    )
    return words % {"tries": one.tries, "problem": one.problem, "at": for_staff(one.next_try_at)}


def facts(one: ScheduledPrice) -> dict[str, Any]:
    """What the page of one that is not to be changed says."""
    before = one.price_before
    return {
        "starts": for_staff(one.starts_at),
        "started": "" if one.started_at is None else for_staff(one.started_at),
        "ends": _("stays") if one.ends_at is None else for_staff(one.ends_at),
        "price": money(one.price),
        "before": "" if before is None else money(before),
        "standing": state_tag(one),
        "who": name_of(one.by),
        "may_cancel": one.state in OPEN,
    }


def _percent(before: Decimal, after: Decimal) -> Fraction:
    return Fraction(after - before) / Fraction(before) * 100
