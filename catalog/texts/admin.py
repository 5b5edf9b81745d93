"""The shop's texts as staff write them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.tags import tag
from catalog.moments import for_staff
from catalog.texts.actions import changed_meanwhile, put_text
from catalog.texts.kinds import TextKind
from catalog.texts.models import Text


class TextForm(forms.ModelForm):
    """`meanwhile`: the text as a colleague changed it while this one was open."""

    meanwhile: Text | None = None

    class Meta:
        model = Text
        fields = ("kind", "body")
        labels = {"kind": gettext_lazy("Which text"), "body": gettext_lazy("Text")}
        widgets = {"body": forms.Textarea(attrs={"rows": 28})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind := self.fields.get("kind"):
            there = set(Text.objects.values_list("kind", flat=True))
            kind.choices = [(one.value, one.label) for one in TextKind if one not in there]
            words = _("This text is there already: change it instead.")
            kind.error_messages["invalid_choice"] = words

    @property
    def seen(self) -> str:
        """What saving replaces."""
        return (self.meanwhile or self.instance).mark

    def clean(self) -> None:
        super().clean()
        self.meanwhile = changed_meanwhile(self.instance, self.data.get("seen", ""))
        if self.meanwhile:
            words = _(
                "Somebody changed this text on %(moment)s while you had the page open: it stands "
                "below. Take over what you need, and save again to replace it."
            )
            self.add_error("body", words % {"moment": for_staff(self.meanwhile.changed_at)})


@admin.register(Text)
class TextAdmin(admin.ModelAdmin):
    form = TextForm
    list_display = ("__str__", "address", "changed_at", "standing")
    actions = None

    def view_on_site(self, text: Text) -> str:
        return text.get_absolute_url()

    @admin.display(description=gettext_lazy("Address"))
    def address(self, text: Text) -> str:
        return text.get_absolute_url()

    @admin.display(description=gettext_lazy("Standing"))
    def standing(self, text: Text) -> SafeString | str:
        return tag(_("Sample"), "warn") if text.is_sample else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """While one is missing; every page of admin asks, and only those of texts look."""
        may = super().has_add_permission(request)
        is_here = request.path.startswith(reverse("admin:texts_text_changelist"))
        return may and not (is_here and Text.objects.count() == len(TextKind))

    def get_fields(self, request: HttpRequest, obj: Text | None = None) -> tuple[str, ...]:
        """Which text it is stands in the heading, and stays."""
        return ("body",) if obj else ("kind", "body")

    def save_model(self, request: HttpRequest, obj: Text, form: TextForm, change: bool) -> None:
        obj.pk = put_text(TextKind(obj.kind), obj.body, now=timezone.now()).pk
