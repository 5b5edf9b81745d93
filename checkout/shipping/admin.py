"""Where staff say how orders reach people, for how much, and to which countries."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from checkout.shipping.models import DeliveryMethod

Country = get_model("address", "Country")


class NamedFields(forms.ModelForm):
    """A row of a list, edited in place: each field says its name and whose it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance}"


class EditableList(admin.ModelAdmin):
    """An admin whose list can be edited in place."""

    def get_changelist_form(self, request: HttpRequest, **options: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, form=NamedFields, **options)


@admin.register(DeliveryMethod)
class DeliveryMethodAdmin(EditableList):
    list_display = ["name", "price", "free_from", "where", "is_offered", "position"]
    list_editable = ["is_offered", "position"]
    fields = ["name", "description", "price", "free_from", "countries", "is_offered", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DeliveryMethod]:
        return super().get_queryset(request).prefetch_related("countries")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Only the countries we deliver to can be ticked."""
        if db_field.name == "countries":
            options["queryset"] = Country.objects.filter(is_shipping_country=True)
            options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "countries":
            field.widget.can_add_related = False  # the world's countries are all there
        return field

    @admin.display(description=_("delivers to"))
    def where(self, method: DeliveryMethod) -> str:
        return ", ".join(str(country) for country in method.countries.all())


@admin.register(Country)
class CountryAdmin(EditableList):
    """A country is never deleted: addresses of orders would go with it."""

    list_display = ["printable_name", "iso_3166_1_a2", "is_shipping_country", "display_order"]
    list_editable = ["is_shipping_country", "display_order"]
    list_filter = ["is_shipping_country"]
    search_fields = ["printable_name", "name", "iso_3166_1_a2"]
    fields = ["iso_3166_1_a2", "printable_name", "name", "is_shipping_country", "display_order"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["iso_3166_1_a2"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
