"""Two people on one page: what a colleague saved in a cell while somebody typed into it.

Every cell carries what its reader had before the eyes. A cell that nobody touched takes the saved
value; one that both changed is shown with both values and refused once: the next save replaces.
"""

from datetime import datetime
from functools import cached_property

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from catalog.models import Medicine
from catalog.moments import for_staff
from catalog.people import name_of
from catalog.prices.history_reads import how_in_words, last_move, who_changed
from catalog.prices.how import How

LONGEST_SHOWN = 300


class Colleague:
    """Who saved a medicine's page last: looked up where two people clash, and never otherwise."""

    def __init__(self, medicine_id: int | None) -> None:
        self._medicine_id = medicine_id

    @cached_property
    def words(self) -> str:
        """As in "Tom Archer (10:02)"; "Somebody" for what was saved elsewhere than on its page."""
        medicines = ContentType.objects.get_for_model(Medicine, for_concrete_model=False)
        entries = LogEntry.objects.filter(content_type=medicines, object_id=str(self._medicine_id))
        last = entries.select_related("user").first()
        if last is None:
            return _("Somebody")
        return f"{name_of(last.user)} ({_when(last.action_time)})"


def who_moved(pack_id: int, cell: str, value: object) -> str:
    """Who made a pack's cell, "price" or "units", what it is: as in "Tom Archer (Import, 10:02)".

    As the database recorded it, whoever did and however; "Somebody" where no person is known.
    """
    row = last_move(pack_id, cell, value)
    if row is None:
        return _("Somebody")
    if row.how == How.SCHEDULE:
        return f"{who_changed(row) or _('The schedule')} ({_when(row.since)})"
    who, how = who_changed(row), how_in_words(row.how, row.batch)
    if who and row.how == How.DESK:
        return f"{who} ({_when(row.since)})"
    return f"{who or _('Somebody')} ({how}, {_when(row.since)})"


def saved_meanwhile(who: str, theirs: str, seen: str, mine: str) -> str:
    """What stands at a cell that both have changed."""
    words = _(
        "%(who)s saved %(theirs)s here while you had the page open; it was %(seen)s. "
        "Save again to make it %(mine)s."
    )
    return words % {"who": who, "theirs": theirs, "seen": seen, "mine": mine}


def _when(at: datetime) -> str:
    """As in "10:02"; of another day than today "25 Nov 2026, 15:28"."""
    here = localtime(at)
    return date_format(here, "H:i") if here.date() == localdate() else for_staff(at)


def refuse_clashes(form: forms.BaseForm, colleague: Colleague) -> None:
    """Add an error at each field that was typed into and that a colleague changed meanwhile.

    Its fields show a hidden initial, and its `initial` is what is saved now. What the fields carry
    from then on is what is saved now, so that the next save replaces it.
    """
    if not form.is_bound:
        return
    form.data = form.data.copy()
    for name in form.changed_data:
        bound, read = form[name], form[name].field.widget.value_from_datadict
        seen = read(form.data, form.files, bound.html_initial_name)
        typed = read(form.data, form.files, bound.html_name)
        differs = bound.field.has_changed
        if differs(bound.initial, seen) and differs(bound.initial, typed):
            form.add_error(name, _both(colleague, bound))
            _carry(form, bound)


def _both(colleague: Colleague, bound: forms.BoundField) -> str:
    words = _("%(who)s saved this here while you had the page open: “%(theirs)s”. ")
    theirs = Truncator(_in_words(bound)).chars(LONGEST_SHOWN)
    said = words % {"who": colleague.words, "theirs": theirs}
    return said + _("Save again to replace it.")


def _in_words(bound: forms.BoundField) -> str:
    """What is saved, as its readers know it: a choice by its name."""
    value = bound.initial
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, (list, tuple)):
        named = dict(_choices(bound))
        return ", ".join(str(named.get(one, one)) for one in value) or _("nothing")
    choices = dict(_choices(bound)) if hasattr(bound.field, "choices") else {}
    text = choices.get(value, value)
    return str(text) if text not in (None, "") else _("nothing")


def _choices(bound: forms.BoundField) -> list[tuple[object, str]]:
    return [(getattr(key, "value", key), words) for key, words in bound.field.choices]


def _carry(form: forms.BaseForm, bound: forms.BoundField) -> None:
    value = bound.field.prepare_value(bound.initial)
    values = value if isinstance(value, (list, tuple)) else [value]
    form.data.setlist(bound.html_initial_name, ["" if one is None else str(one) for one in values])
