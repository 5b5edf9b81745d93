"""Categories: a flat list of names and addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import actions
from catalog.admin.address_field import AddressField, address_of
from catalog.admin.percent_field import PercentField
from catalog.models import Category


class CategoryForm(forms.ModelForm):
    slug = AddressField()
    tax_rate = PercentField(
        label=gettext_lazy("Tax rate"),
        required=False,
        help_text=gettext_lazy(
            "In percent, included in the prices of its medicines, from the next order on. Empty: "
            "the shop's own rate. 0: no tax. A medicine in several categories takes the rate of "
            "the first that has one."
        ),
    )

    class Meta:
        model = Category
        fields = ("name", "slug", "is_public", "tax_rate")
        labels = {"is_public": gettext_lazy("On the site")}
        help_texts = {"is_public": gettext_lazy("Shoppers see the category and may browse it.")}

    def clean_slug(self) -> str:
        return address_of(
            self.cleaned_data["slug"],
            name=self.cleaned_data.get("name", ""),
            others=Category.objects.exclude(pk=self.instance.pk),
            taken=_("There is already a category at this address."),
        )


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    form = CategoryForm
    list_display = ("name", "slug", "is_public", "tax_rate")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    actions = None
    empty_value_display = ""

    def view_on_site(self, category: Category) -> str | None:
        return reverse("category", args=[category.slug]) if category.is_public else None

    def save_model(
        self, request: HttpRequest, obj: Category, form: CategoryForm, change: bool
    ) -> Any:
        if change:
            obj.save(update_fields=CategoryForm.Meta.fields)
        else:
            actions.add_category(obj)
