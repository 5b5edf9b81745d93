"""What a pharmacist asks the history for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.people import name_of
from checkout.accounts.models import User
from checkout.order.models import Order
from checkout.order.numbers import as_number
from pharmacy.history.models import EVENTS
from pharmacy.history.reads import Wanted

# Of a row: what a bigint holds.
MOST = 2**63 - 1


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return name_of(person)


class HistoryForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), required=False)
    row = forms.IntegerField(label=_("Its number"), required=False, min_value=1, max_value=MOST)
    order = forms.CharField(label=_("Of order"), required=False, max_length=20)
    by = PersonField(User.objects.none(), label=_("By"), required=False, empty_label=_("anybody"))
    request = forms.UUIDField(label=_("In request"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((str(event.words), kind) for kind, event in EVENTS.items())
        self.fields["kind"].choices = [
            ("", _("anything")),
            *((kind, words) for words, kind in kinds),
        ]
        self.fields["by"].queryset = User.objects.filter(is_staff=True).order_by("email")

    def clean_order(self) -> int | None:
        number = self.cleaned_data["order"]
        if not number:
            return None
        order = Order.objects.filter(number__in={number, as_number(number)}).first()
        if order is None:
            raise ValidationError(_("There is no order of this number: type it as in its mails."))
        return order.pk

    def wanted(self) -> Wanted | None:
        """None where what was typed cannot be read."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        return Wanted(**asked | {"by": asked["by"] and asked["by"].pk})
