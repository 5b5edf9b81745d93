"""The shop's own facts: one page, no list."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.percent_field import PercentField
from catalog.shopfacts.furniture import missing
from catalog.shopfacts.models import ShopFacts, shop_facts
from catalog.shopfacts.reads import shop_with_texts

THE_ONE = "1"


class ShopFactsForm(forms.ModelForm):
    tax_rate = PercentField(
        label=gettext_lazy("Tax rate"),
        help_text=gettext_lazy(
            "In percent, included in every price, delivery's too, and shown from the next order "
            "on; an order keeps the rate it was placed at. 0: no tax. A category may have its own."
        ),
    )

    def clean_registration_url(self) -> str:
        url = self.cleaned_data["registration_url"]
        if url and not self.cleaned_data.get("registration_number"):
            raise ValidationError(
                _("Enter the registration number as well: the link stands beside it.")
            )
        return url

    def clean_superintendent_registration(self) -> str:
        number = self.cleaned_data["superintendent_registration"]
        if number and not self.cleaned_data.get("superintendent"):
            raise ValidationError(
                _("Enter the pharmacist's name as well: the number stands beside it.")
            )
        return number


@admin.register(ShopFacts)
class ShopFactsAdmin(admin.ModelAdmin):
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "owner", "address", "phone", "email", "hours"),
                "description": gettext_lazy("A fact left empty is shown nowhere."),
            },
        ),
        (
            gettext_lazy("Registration"),
            {
                "fields": (
                    "regulator",
                    "registration_number",
                    "registration_url",
                    "superintendent",
                    "superintendent_registration",
                )
            },
        ),
        (gettext_lazy("Complaints"), {"fields": ("complaints_email", "complaints_address")}),
        (gettext_lazy("Tax"), {"fields": ("tax_rate",)}),
    )

    form = ShopFactsForm
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ShopFacts | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:shopfacts_shopfacts_change", args=[THE_ONE]))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        shown = shop_with_texts()
        context = {
            "missing": missing(shown),
            "title": _("The shop's own facts"),
            "subtitle": None,
            "show_save_and_continue": False,
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, context)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> ShopFacts | None:
        """The one row, which the first save creates."""
        if object_id != THE_ONE:
            return None
        facts = shop_facts()
        facts.pk = int(THE_ONE)
        return facts

    def response_change(self, request: HttpRequest, obj: ShopFacts) -> HttpResponse:
        self.message_user(request, _("Saved. The shop shows these facts from now on."))
        return HttpResponseRedirect(request.path)
