"""A substance's page: its names, the medicines it is in, and what the law says of its amount."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.medicine_field import MedicineLinesField, told_apart
from catalog.models import Product
from catalog.substances import actions
from catalog.substances.models import Substance
from catalog.substances.names import is_name, names_in, spelled

NAMES = ("name", "other_names")
SIZES = ("general_sale_up_to", "pharmacy_up_to", "max_units_per_sale")


class SubstanceForm(forms.ModelForm):
    """Says at its field what the database would refuse."""

    members = forms.ModelMultipleChoiceField(
        Substance.objects.substances(),
        label=gettext_lazy("Members"),
        required=False,
        help_text=gettext_lazy("Of a group: what is said of opioids is said of each of them."),
        widget=forms.CheckboxSelectMultiple,
    )
    medicines = forms.TypedMultipleChoiceField(
        coerce=int,
        label=gettext_lazy("Medicines"),
        required=False,
        # Tells what somebody took out from what a colleague has added meanwhile.
        show_hidden_initial=True,
        help_text=gettext_lazy("All that contain it. What you untick no longer does."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Somebody has taken one of these out meanwhile: look again, then save."
            )
        },
    )
    more_medicines = MedicineLinesField(
        label=gettext_lazy("Add medicines"),
        help_text=gettext_lazy(
            "One a line: its name, or words of its names that no other medicine has. "
            "A group has none."
        ),
    )

    class Meta:
        model = Substance
        fields = (*NAMES, "is_group", "members", "medicines", *SIZES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now: list[Product] = []
        self._shown: list[int] = []
        if "medicines" in self.fields:
            self._show_medicines()

    def _show_medicines(self) -> None:
        """Those it is in; after a refusal no others than before."""
        if self.instance.pk:
            now = self.initial.get("medicines", ())
            self._now = sorted(now, key=lambda medicine: (medicine.title, medicine.pk))
        shown = self._now
        if self.is_bound:
            before = self.data.getlist(self.add_initial_prefix("medicines"))
            shown = [medicine for medicine in shown if str(medicine.pk) in before]
        self._shown = self.initial["medicines"] = [medicine.pk for medicine in shown]
        self.fields["medicines"].choices = list(zip(self._shown, told_apart(shown), strict=True))

    @property
    def all_medicines(self) -> list[Product]:
        """After it was cleaned: all it is in then, also what a colleague has added meanwhile."""
        taken_out = {*self._shown} - {*self.cleaned_data.get("medicines", ())}
        kept = (medicine for medicine in self._now if medicine.pk not in taken_out)
        more = self.cleaned_data.get("more_medicines", ())
        return list({medicine.pk: medicine for medicine in (*kept, *more)}.values())

    @cached_property
    def changed_data(self) -> list[str]:
        """As the history tells it: medicines have changed, by which of the two fields ever."""
        changed = super().changed_data
        if "more_medicines" not in changed:
            return changed
        others = [name for name in changed if name not in ("medicines", "more_medicines")]
        return [*others, "medicines"]

    def clean_name(self) -> str:
        name = spelled(self.cleaned_data["name"])
        if not is_name(name):
            raise ValidationError(_("Enter a name with letters."))
        if Substance.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is already a substance of this name: edit that one."))
        return name

    def clean_other_names(self) -> str:
        return ", ".join(names_in(self.cleaned_data["other_names"]))

    def clean(self) -> None:
        if self.cleaned_data.get("is_group"):
            self._clean_group()
        elif self.cleaned_data.get("members"):
            self.add_error("members", _("Only a group has members: tick Group or take them out."))
        general, pharmacy = (self.cleaned_data.get(size) for size in SIZES[:2])
        if general and pharmacy and pharmacy < general:
            words = _("Enter at least %s, up to which it is on general sale.")
            self.add_error("pharmacy_up_to", words % general)

    def _clean_group(self) -> None:
        if self.all_medicines:
            words = _("A group is in no medicine: choose the medicines at its members.")
            ticked = self.cleaned_data.get("medicines")
            self.add_error("medicines" if ticked else "more_medicines", words)
        if self.instance.pk and self.instance.groups.exists():
            words = _("It is a member of %s, and a group is in no other group.")
            self.add_error("is_group", words % self.instance.groups.first())
        for size in SIZES:
            if self.cleaned_data.get(size):
                self.add_error(size, _("A group has no sizes: enter them at its members."))

    def validate_constraints(self) -> None:
        """The checks above say it in words and at the field; the action has the last word."""


@admin.register(Substance)
class SubstanceAdmin(admin.ModelAdmin):
    form = SubstanceForm
    list_display = ("name", "other_names", "is_group", *SIZES)
    list_filter = ("is_group",)
    search_fields = ("name", "other_names")
    search_help_text = gettext_lazy("A name or another name")
    actions = None
    empty_value_display = ""
    fieldsets = (
        (None, {"fields": NAMES}),
        (
            gettext_lazy("What the law of your market says"),
            {
                "fields": (SIZES,),
                "description": gettext_lazy(
                    "Counted are pills, tablets and capsules; empty: no limit. Packs too lax for "
                    "their size become stricter when you save; none becomes laxer by itself."
                ),
            },
        ),
        (gettext_lazy("Group"), {"fields": ("is_group", "members")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Substance | None = None) -> Any:
        """Who may change it adds medicines; where there are none yet, there is none to take out."""
        (first, _names), *others = super().get_fieldsets(request, obj)
        fields = [*NAMES]
        if obj and ("initial-medicines" in request.POST or obj.medicines.exists()):
            fields.append("medicines")
        if obj is None or self.has_change_permission(request, obj):
            fields.append("more_medicines")
        return [(first, {"fields": fields}), *others]

    def save_model(
        self, request: HttpRequest, obj: Substance, form: SubstanceForm, change: bool
    ) -> None:
        actions.save_substance(
            obj, members=form.cleaned_data["members"], medicines=form.all_medicines
        )

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where somebody else was quicker, the form sees it now and says so at its field."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except actions.AlreadyThere:
            return super().changeform_view(request, *args, **kwargs)

    def save_related(self, *args: Any, **kwargs: Any) -> None:
        """Members and medicines are saved with their substance."""
