"""Categories: a flat list of names and addresses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import actions
from catalog.models import Category


class CategoryForm(forms.ModelForm):
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=255,
        required=False,
        help_text=gettext_lazy(
            "The end of the page's address. Other sites and search engines link to it: changing it "
            "breaks those links. Left empty, it is made from the name."
        ),
    )

    class Meta:
        model = Category
        fields = ("name", "slug", "is_public")
        labels = {"is_public": gettext_lazy("On the site")}
        help_texts = {"is_public": gettext_lazy("Shoppers see the category and may browse it.")}

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].lower() or slugify(self.cleaned_data.get("name", ""))
        if not slug and self.cleaned_data.get("name"):
            raise ValidationError(_("Enter an address: letters a to z, digits and hyphens."))
        if Category.objects.exclude(pk=self.instance.pk).filter(slug=slug).exists():
            raise ValidationError(_("There is already a category at this address."))
        return slug


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    form = CategoryForm
    list_display = ("name", "slug", "is_public")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    actions = None

    def view_on_site(self, category: Category) -> str | None:
        return reverse("category", args=[category.slug]) if category.is_public else None

    def save_model(
        self, request: HttpRequest, obj: Category, form: CategoryForm, change: bool
    ) -> Any:
        if change:
            obj.save(update_fields=CategoryForm.Meta.fields)
        else:
            actions.add_category(obj)
