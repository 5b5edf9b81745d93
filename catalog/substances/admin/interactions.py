"""Staff's list of what does not go together, its pages, and its table in and out."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.medicine_form import TextField
from catalog.admin.tags import tag
from catalog.substances.actions import AlreadyThere, save_interaction
from catalog.substances.admin.table_pages import export_table, import_table
from catalog.substances.models import Interaction
from catalog.substances.rules import Severity


class InteractionForm(forms.ModelForm):
    advice = TextField(
        max_length=500,
        help_text=gettext_lazy("What happens and what to do; shoppers read it as well."),
    )

    class Meta:
        model = Interaction
        fields = ("a", "b", "severity", "advice", "source", "reviewed_by")

    def clean(self) -> None:
        one, other = self.cleaned_data.get("a"), self.cleaned_data.get("b")
        if one is None or other is None:
            return
        a, b = sorted([one, other], key=lambda substance: substance.pk)
        others = Interaction.objects.exclude(pk=self.instance.pk)
        if a == b:
            self.add_error("b", _("Choose another substance than the first."))
        elif others.filter(a=a, b=b).exists():
            self.add_error("b", _("There is already advice on these two: edit that."))
        self.cleaned_data |= {"a": a, "b": b}

    def validate_constraints(self) -> None:
        """The checks above say it in words and at the field; the action has the last word."""


class Reviewed(admin.SimpleListFilter):
    """Whether a pharmacist has looked at the advice."""

    title = gettext_lazy("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("0", _("To be reviewed")), ("1", _("Reviewed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "0":
            return queryset.to_be_reviewed()
        return queryset.exclude(reviewed_by="") if self.value() == "1" else queryset


@admin.register(Interaction)
class InteractionAdmin(admin.ModelAdmin):
    form = InteractionForm
    list_display = ("pair", "how_bad", "advice", "review")
    list_filter = (Reviewed, "severity")
    list_select_related = ("a", "b")
    search_fields = ("a__name", "a__other_names", "b__name", "b__other_names")
    search_help_text = gettext_lazy("A name or another name of either")
    actions = None
    empty_value_display = ""

    @admin.display(description=gettext_lazy("Substances"), ordering="a__name")
    def pair(self, interaction: Interaction) -> str:
        return str(interaction)

    @admin.display(description=gettext_lazy("Severity"), ordering="severity")
    def how_bad(self, interaction: Interaction) -> SafeString:
        severity = Severity(interaction.severity)
        state = "warn" if severity == Severity.SERIOUS else ""
        return tag(capfirst(str(severity.label)), state)

    @admin.display(description=gettext_lazy("Reviewed by"), ordering="reviewed_by")
    def review(self, interaction: Interaction) -> SafeString | str:
        return interaction.reviewed_by or tag(_("To be reviewed by a pharmacist"), "info")

    def save_model(
        self, request: HttpRequest, obj: Interaction, form: InteractionForm, change: bool
    ) -> None:
        if save_interaction(obj):
            words = _("It says something else now, so its review has ended: have it signed anew.")
            messages.warning(request, words)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where somebody else was quicker, the form sees it now and says so at its field."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except AlreadyThere:
            return super().changeform_view(request, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        return [
            path("import/", wrapped(import_table), name="substances_interaction_import"),
            path("export/", wrapped(export_table), name="substances_interaction_export"),
            *super().get_urls(),
        ]
