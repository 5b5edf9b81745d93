"""What staff type to schedule prices: a price for each pack, one time for all of them, and why."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.medicine_field import MedicineField
from catalog.models import Product
from catalog.people import name_of
from catalog.prices.how import LONGEST_WHY
from catalog.prices.read_first import ReadFirstForm
from catalog.prices.schedule.grid import ScheduleGrid
from catalog.prices.schedule.moments import MomentsForm
from catalog.prices.schedule.words import already_scheduled
from catalog.prices.scheduled import ScheduledPrice


class MedicineChoice(forms.Form):
    """Whose prices are scheduled."""

    name = MedicineField()


class ScheduleForm(MomentsForm, ReadFirstForm):
    """Prices of one medicine's packs from one moment on; `changed` is one that waits already."""

    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=LONGEST_WHY)
    seen = forms.CharField(required=False, strip=False)

    def __init__(
        self,
        data: Any = None,
        *,
        medicine: Product,
        may_see_costs: bool,
        now: datetime,
        changed: ScheduledPrice | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(changed), now=now)
        self.changed = changed
        self.grid = ScheduleGrid(medicine, may_see_costs=may_see_costs, data=data, changed=changed)
        zone = {"zone": get_current_timezone_name()}
        self.fields["starts_at"].help_text = _("By the shop's clock: %(zone)s.") % zone
        self.fields["ends_at"].help_text = _(
            "Then the price before returns. Empty: the new price stays."
        )

    @property
    def moments_and_why(self) -> dict[str, Any]:
        """Of a valid form, as the actions take them."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "why")}

    @property
    def prices(self) -> dict[int, Decimal]:
        return self.grid.prices

    def is_valid(self) -> bool:
        if not super().is_valid() or self.grid.errors:
            return False
        if not self.prices:
            self.add_error(None, _("Enter the new price of at least one pack."))
            return False
        if self.changed and self.cleaned_data["seen"] != self.changed.seen:
            self.add_error(None, _changed_meanwhile(self.changed))
            return False
        return self.has_read()

    def refuse(self, problems: dict[int, str]) -> None:
        """Say beside each pack why it cannot be scheduled then."""
        self.grid.refuse(problems)
        self.add_error(None, _("Nothing is scheduled: see what stands beneath the packs."))


def _changed_meanwhile(one: ScheduledPrice) -> str:
    words = _(
        "%(who)s changed this while you had the page open: %(now)s. Save again to replace that."
    )
    return words % {"who": name_of(one.by), "now": already_scheduled(one)}


def _initial(changed: ScheduledPrice | None) -> dict[str, Any]:
    if changed is None:
        return {}
    return {name: getattr(changed, name) for name in ("starts_at", "ends_at", "why")}
