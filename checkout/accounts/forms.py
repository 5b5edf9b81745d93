"""What people enter about themselves on their account's pages, as clean values."""

from typing import Any

from django.utils.translation import gettext_lazy

from checkout.accounts.addresses import Address
from checkout.forms import PlaceForm, StepForm, telephone, text


class AddressForm(PlaceForm):
    """An address to send orders to, asked for as the checkout asks."""

    def address(self) -> Address:
        """What was entered, once it is valid."""
        return Address(**self.cleaned_data)


class PersonForm(StepForm):
    """How a person is called and reached beside the e-mail address."""

    optional = ("first_name", "last_name", "phone")

    first_name = text(gettext_lazy("First name"), "", autocomplete="given-name")
    last_name = text(gettext_lazy("Last name"), "", autocomplete="family-name")
    phone = telephone()

    def person(self) -> dict[str, Any]:
        """What was entered, once it is valid."""
        return self.cleaned_data
