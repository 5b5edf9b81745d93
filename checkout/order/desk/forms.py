"""What staff type about an order: packs to approve, reasons, an amount to refund."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.money import currency_symbol, price
from checkout.order.models import Line, Order
from checkout.order.states import OrderState

WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")
NEXT = {
    OrderState.APPROVED_AWAITING_PAYMENT: gettext_lazy(
        "Approved %(n)s of %(m)s packs. Nothing is held: a link to pay %(sum)s is mailed next."
    ),
    OrderState.PAID: gettext_lazy("Approved %(n)s of %(m)s packs: %(sum)s is charged already."),
}
CHARGED_NEXT = gettext_lazy("Approved %(n)s of %(m)s packs: %(sum)s is charged next.")
CHARGED_BEFORE = gettext_lazy(
    "Approved %(n)s of %(m)s packs: %(sum)s. The card was charged already, and what we keep of that"
    " is another sum."
)
AMOUNT = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.([0-9]*))?")


class ReasonField(forms.CharField):
    """Why something is done, in one line; it is kept."""

    def __init__(self, *, label: str, missing: str) -> None:
        super().__init__(
            label=label,
            max_length=255,
            widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
            error_messages={"required": missing},
        )


class ApproveForm(forms.Form):
    """How many packs of each line are approved; all of them where nobody types another number."""

    def __init__(self, lines: Iterable[Line], data: Any = None) -> None:
        super().__init__(data, auto_id="approve-%s")
        self.lines = list(lines)
        for line in self.lines:
            self.fields[_packs_of(line)] = PacksField(line.quantity)

    @property
    def packs(self) -> list[tuple[Line, forms.BoundField]]:
        return [(line, self[_packs_of(line)]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(self.quantities.values()):
            raise ValidationError(_("Approve at least one pack, or reject the order and say why."))
        return cleaned

    @property
    def quantities(self) -> dict[int, int]:
        """Packs by line."""
        return {line.pk: self.cleaned_data[_packs_of(line)] for line in self.lines}

    def words(self, order: Order, *, charge_promised: bool) -> str:
        """What comes next for the order, as it was approved."""
        values = {
            "n": sum(self.quantities.values()),
            "m": sum(line.quantity for line in self.lines),
            "sum": price(order.amount_to_capture),
        }
        otherwise = CHARGED_NEXT if charge_promised else CHARGED_BEFORE
        return str(NEXT.get(order.status, otherwise)) % values


class PacksField(forms.CharField):
    """A number of packs, at most as many as were ordered."""

    def __init__(self, ordered: int) -> None:
        # No number field: a turn of the mouse wheel must not take a pack from a patient.
        attributes = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 6}
        super().__init__(required=False, initial=ordered, widget=forms.TextInput(attributes))
        self.ordered = ordered

    def clean(self, value: object) -> int:
        text = self.to_python(value)
        if not WHOLE_NUMBER.fullmatch(text) or int(text) > self.ordered:
            raise ValidationError(
                _("Enter how many packs are approved: 0 to %(ordered)s.")
                % {"ordered": self.ordered}
            )
        return int(text)


def _packs_of(line: Line) -> str:
    return f"packs-{line.pk}"


class RejectForm(forms.Form):
    reason = ReasonField(
        label=gettext_lazy("Why it is rejected"),
        missing=gettext_lazy("Say why the order is rejected: it is kept with the order."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="reject-%s")


class GiveUpForm(forms.Form):
    reason = ReasonField(
        label=gettext_lazy("Why it is cancelled"),
        missing=gettext_lazy("Say why the order is cancelled: it is kept with the order."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="give-up-%s")


class RefundForm(forms.Form):
    """An amount, at most what is left of a payment, and why."""

    amount = forms.CharField(
        label=gettext_lazy("Amount"),
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = ReasonField(
        label=gettext_lazy("Why it is refunded"),
        missing=gettext_lazy("Say why it is refunded: it is kept with the order."),
    )

    def __init__(self, left: Decimal, data: Any = None, *, amount: str = "") -> None:
        super().__init__(data, auto_id="refund-%s", initial={"amount": amount or left})
        self.left = left

    def clean_amount(self) -> Decimal:
        text = self.cleaned_data["amount"].removeprefix(currency_symbol()).strip()
        typed = AMOUNT.fullmatch(text)
        if typed is None and "," in text:
            # Where "1,50" were read as 150, a hundred times too much would go back.
            raise ValidationError(
                _("Write cents after a point, like 12.50: a comma is for thousands only.")
            )
        if typed is None:
            raise ValidationError(_("Enter the amount as digits, like 12.00."))
        if len(typed[2] or "") > 2:
            raise ValidationError(
                _("Use at most two decimals: %(typed)s has %(decimals)s.")
                % {"typed": text, "decimals": len(typed[2])}
            )
        amount = Decimal(typed[0].replace(",", "")).quantize(Decimal("0.01"))
        if not amount:
            raise ValidationError(_("Enter an amount above %s.") % price(Decimal("0.00")))
        if amount > self.left:
            raise ValidationError(
                _("Refund at most %(most)s: that is what is left.") % {"most": price(self.left)}
            )
        return amount
