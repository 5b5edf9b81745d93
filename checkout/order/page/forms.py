"""What a shopper enters about an order that is placed already."""

from django.utils.translation import gettext_lazy

from checkout.forms import StepForm, email, text
from checkout.order.numbers import as_number


class LinkForm(StepForm):
    """Which order to mail the link of, and the address it was placed with."""

    number = text(
        gettext_lazy("Order number"),
        gettext_lazy("Enter the order's number, such as R7KQ-2MXA"),
        autocomplete="off",
        size="input--m",
        max_length=40,
    )
    email = email(gettext_lazy("The one you entered when you ordered."))

    def clean_number(self) -> str:
        return as_number(self.cleaned_data["number"])
