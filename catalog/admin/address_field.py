"""The end of a page's address: typed by staff, else made from the name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class AddressField(forms.SlugField):
    """May stay empty: the form's clean method then calls `address_of`."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Address"),
            max_length=255,
            required=False,
            help_text=gettext_lazy(
                "The end of the page's address. Other sites and search engines link to it: "
                "changing it breaks those links. Left empty, it is made from the name."
            ),
        )


def address_of(typed: str, *, name: str, others: QuerySet[Any], taken: str) -> str:
    """The address typed, else one made from `name`, in small letters; "" without either.

    Raises ValidationError where the name makes none, and saying `taken` where one of `others` has
    it.
    """
    address = typed.lower() or slugify(name)
    if name and not address:
        raise ValidationError(_("Enter an address: letters a to z, digits and hyphens."))
    if others.filter(slug=address).exists():
        raise ValidationError(taken)
    return address
