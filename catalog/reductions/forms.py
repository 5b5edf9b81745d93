"""What staff choose when they announce a reduction: packs, from when and until when."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.moment_field import MomentField
from catalog.reductions.reads import PackPrice
from catalog.reductions.rules import LONGEST

FURTHEST = timedelta(days=365)


class ChoicesField(forms.TypedMultipleChoiceField):
    """Any of some rows, by their ids."""

    def __init__(self) -> None:
        gone = gettext_lazy("What you chose is not there any more: choose again.")
        super().__init__(coerce=int, required=False, error_messages={"invalid_choice": gone})


class AnnounceForm(forms.Form):
    """Its `cleaned_data["pack_ids"]` are those chosen one by one and with their dosage."""

    packs = ChoicesField()
    dosages = ChoicesField()
    begins_at = MomentField(label=gettext_lazy("From"), required=False)
    ends_at = MomentField(label=gettext_lazy("Until"))

    def __init__(self, data: Any = None, *, packs: Iterable[PackPrice], now: datetime) -> None:
        super().__init__(data, auto_id="announce-%s")
        self.now, self.of = now, list(packs)
        self.problems: dict[int, str] = {}
        self.fields["packs"].choices = [(pack.pack_id, pack.name) for pack in self.of]
        self.fields["dosages"].choices = [(pack.dosage_id, pack.dosage_text) for pack in self.of]
        zone = {"zone": get_current_timezone_name()}
        self.fields["begins_at"].help_text = _("Empty: from now on. Time zone: %(zone)s.") % zone
        self.fields["ends_at"].help_text = _("At most %(days)s days later.") % {
            "days": LONGEST.days
        }

    @property
    def moments(self) -> list[forms.BoundField]:
        return [self["begins_at"], self["ends_at"]]

    def refuse(self, problems: dict[int, str]) -> None:
        """Say beside each pack why its price cannot be called reduced."""
        self.problems = problems
        self.add_error(None, _("Nothing is announced: see what stands beside the packs."))

    def clean_begins_at(self) -> datetime:
        begins_at: datetime = self.cleaned_data["begins_at"] or self.now
        if begins_at < self.now:
            raise ValidationError(_("Enter a moment ahead, or leave it empty to begin at once."))
        if begins_at > self.now + FURTHEST:
            raise ValidationError(_("Enter a moment within a year."))
        return begins_at

    def clean(self) -> None:
        chosen = self.cleaned_data
        if "packs" in chosen and "dosages" in chosen:
            chosen["pack_ids"] = self._pack_ids(chosen.pop("packs"), chosen.pop("dosages"))
        if "begins_at" in chosen and "ends_at" in chosen:
            self._refuse_end(chosen["begins_at"], chosen["ends_at"])

    def _pack_ids(self, packs: list[int], dosages: list[int]) -> list[int]:
        pack_ids = [
            pack.pack_id for pack in self.of if pack.pack_id in packs or pack.dosage_id in dosages
        ]
        if not pack_ids:
            self.add_error("packs", _("Choose the packs."))
        return pack_ids

    def _refuse_end(self, begins_at: datetime, ends_at: datetime) -> None:
        if ends_at <= begins_at:
            self.add_error("ends_at", _("Enter a moment after the reduction has begun."))
        elif ends_at - begins_at > LONGEST:
            words = _("Enter a moment at most %(days)s days after the reduction has begun.")
            self.add_error("ends_at", words % {"days": LONGEST.days})
