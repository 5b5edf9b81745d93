"""What staff type to change many prices at once."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.money import MINUS
from catalog.money import price as money
from catalog.prices.rounding import PRICES_END, Change, Ending, Rule

AMOUNT = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
# Around a number people write a sign of money or percent, spaces, and a real minus.
AROUND = str.maketrans({MINUS: "-", "%": None, "$": None, "£": None, "€": None, " ": None})
LEAST_PERCENT, MOST_PERCENT = Decimal(-100), Decimal(1000)


class RuleForm(forms.Form):
    """What to do to each price, cleaned to a Rule."""

    change = forms.ChoiceField(label=gettext_lazy("Change"), choices=Change.choices)
    amount = forms.CharField(label=gettext_lazy("By how much"), required=False, max_length=30)
    ending = forms.ChoiceField(
        label=gettext_lazy("Round to"), choices=Ending.choices, required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].widget.attrs |= {"autocomplete": "off", "placeholder": f"{MINUS}5 %"}

    @property
    def rule(self) -> Rule:
        """After it proved valid."""
        cleaned = self.cleaned_data
        return Rule(Change(cleaned["change"]), cleaned["amount"], Ending(cleaned["ending"]))

    def clean_amount(self) -> Decimal:
        typed = self.cleaned_data["amount"]
        match = AMOUNT.fullmatch(typed.translate(AROUND).replace("\u00a0", ""))
        if match is None:
            raise ValidationError(_("Enter by how much, like %s5 or 2.50.") % MINUS)
        amount = Decimal(match[0])
        # Before it is rounded: of a number without end that would be an error.
        self._refuse_out_of_bounds(amount)
        if amount != round(amount, 2):
            raise ValidationError(_("Use at most two decimals."))
        return amount

    def _refuse_out_of_bounds(self, amount: Decimal) -> None:
        change = self.cleaned_data.get("change")
        if change == Change.PERCENT and not LEAST_PERCENT < amount <= MOST_PERCENT:
            raise ValidationError(_("Enter more than %s100 and at most 1,000 percent.") % MINUS)
        if change == Change.SET and amount <= 0:
            raise ValidationError(_("Enter a price above %s.") % money(Decimal("0.00")))
        if abs(amount) >= PRICES_END:
            raise ValidationError(_("Enter a price below %s.") % money(PRICES_END))


def amount_text(amount: Decimal | None) -> str:
    """As it is typed: "−5", "2.50"; "" for none."""
    if amount is None:
        return ""
    text = str(abs(amount)).removesuffix(".00")
    return f"{MINUS}{text}" if amount < 0 else text
