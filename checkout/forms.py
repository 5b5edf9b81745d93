"""What shoppers enter on the way to an order, as clean values."""

from decimal import Decimal
from typing import Any
from unicodedata import category

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.addresses import phone_problem, postcode_problem, state_problem
from checkout.details import Details
from checkout.seen import Seen
from checkout.shipping.delivery import DeliveryOffer

# The country of the shop's market is what most addresses have.
HOME = {"US": "US", "UK": "GB"}


# Controls, line ends, halves of letters; and what turns the direction of writing round.
UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
UNPRINTABLE_WORDS = gettext_lazy("Remove the characters that cannot be printed")
TURNS_WRITING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def only_what_can_be_printed(value: str) -> None:
    """What stands on a parcel's label in one line. Raises ValidationError."""
    if any(category(letter) in UNPRINTABLE or letter in TURNS_WRITING for letter in value):
        raise ValidationError(UNPRINTABLE_WORDS)


def text(label: str, missing: str, *, autocomplete: str, **options: Any) -> forms.CharField:
    """A line of text a browser may fill in; `missing` says what to do where it is left out."""
    options = {"max_length": 255, "label": label, **options}
    size, mode = options.pop("size", ""), options.pop("inputmode", None)
    attrs = {"class": f"input {size}".strip(), "autocomplete": autocomplete}
    widget = forms.TextInput(attrs | ({"inputmode": mode} if mode else {}))
    return forms.CharField(
        validators=[only_what_can_be_printed],
        widget=widget,
        required=bool(missing),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Shorten this to %(limit_value)d characters"),
            "null_characters_not_allowed": UNPRINTABLE_WORDS,
        },
        **options,
    )


def email(help_text: str) -> forms.EmailField:
    """An e-mail address a browser may fill in."""
    return forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=help_text,
        max_length=254,
        widget=forms.EmailInput({"class": "input", "autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": gettext_lazy("Enter an e-mail address like name@example.com"),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.com"),
            "max_length": gettext_lazy("Shorten this to %(limit_value)d characters"),
        },
    )


def only_a_number_to_call(value: str) -> None:
    """Raises ValidationError."""
    problem = phone_problem(value)
    if problem:
        raise ValidationError(problem)


def telephone() -> forms.CharField:
    """A number a browser may fill in, and anybody may leave out."""
    field = text(
        gettext_lazy("Telephone"),
        "",
        autocomplete="tel",
        inputmode="tel",
        size="input--m",
        max_length=40,
    )
    field.validators.append(only_a_number_to_call)
    return field


class StepForm(forms.Form):
    """A form of one step. The ids of its inputs are their names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="%s", label_suffix="", **kwargs)

    @property
    def entries(self) -> list[tuple[str, str]]:
        """For the summary of errors: the id of each wrong input and what to do about it."""
        return [(field.id_for_label, field.errors[0]) for field in self if field.errors]


class PlaceForm(StepForm):
    """A person and an address. `countries`: ISO codes and names of where we deliver.

    Whether a state and a postcode are needed depends on the country.
    """

    optional = ("phone", "line2")

    phone = telephone()
    first_name = text(
        gettext_lazy("First name"), gettext_lazy("Enter the first name"), autocomplete="given-name"
    )
    last_name = text(
        gettext_lazy("Last name"), gettext_lazy("Enter the last name"), autocomplete="family-name"
    )
    line1 = text(
        gettext_lazy("Street and number"),
        gettext_lazy("Enter the street and number"),
        autocomplete="address-line1",
    )
    line2 = text(gettext_lazy("Flat, floor, building"), "", autocomplete="address-line2")
    city = text(gettext_lazy("City"), gettext_lazy("Enter the city"), autocomplete="address-level2")
    state = text(gettext_lazy("State or province"), "", autocomplete="address-level1")
    postcode = text(
        gettext_lazy("ZIP or postal code"),
        "",
        autocomplete="postal-code",
        size="input--s",
        max_length=64,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        widget=forms.Select({"class": "input input--m", "autocomplete": "country"}),
        error_messages={
            "required": gettext_lazy("Choose the country"),
            "invalid_choice": gettext_lazy("Choose a country we deliver to"),
        },
    )

    def __init__(self, *args: Any, countries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [code for code, _name in countries]
        home = HOME[settings.SHOP_MARKET]
        first = [] if len(codes) == 1 or home in codes else [("", _("Choose a country"))]
        self.fields["country"].choices = [*first, *countries]
        self.fields["country"].initial = home if home in codes else None

    @property
    def delivers(self) -> bool:
        """Whether there is any country to deliver to."""
        return any(code for code, _name in self.fields["country"].choices)

    def clean(self) -> dict[str, Any]:
        entered = super().clean()
        country = entered.get("country", "")
        self._say("state", state_problem(country, entered.get("state", "")))
        self._say("postcode", postcode_problem(country, entered.get("postcode", "")))
        return entered

    def _say(self, field: str, problem: str) -> None:
        if problem and field not in self.errors:
            self.add_error(field, problem)


class DetailsForm(PlaceForm):
    """Contact and address of an order."""

    field_order = ("email",)

    email = email(
        gettext_lazy("For the receipt and the pharmacist’s questions. No account needed.")
    )

    def details(self) -> Details:
        """What was entered, once it is valid."""
        return Details(**self.cleaned_data)


class DeliveryForm(StepForm):
    """Which way of delivery. `offers`: what there is for the country."""

    method = forms.TypedChoiceField(
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose a way of delivery"),
            "invalid_choice": gettext_lazy("Choose one of these ways of delivery"),
        },
    )

    def __init__(self, *args: Any, offers: tuple[DeliveryOffer, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [(offer.method_id, offer.name) for offer in offers]


class ReviewForm(StepForm):
    """The last word before an order: what was seen, and the terms."""

    terms = forms.BooleanField(
        error_messages={"required": gettext_lazy("Accept the terms to order")}
    )
    seen_total = forms.DecimalField(
        max_digits=12,
        decimal_places=2,
        min_value=Decimal(0),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_digits", "max_decimal_places"),
            gettext_lazy("Look at the total once more, then order"),
        ),
    )
    fingerprint = forms.CharField(
        max_length=32,
        error_messages=dict.fromkeys(
            ("required", "max_length"), gettext_lazy("Look the order over once more, then order")
        ),
    )

    @property
    def seen(self) -> Seen:
        """Of a valid form."""
        return Seen(self.cleaned_data["seen_total"], self.cleaned_data["fingerprint"])
