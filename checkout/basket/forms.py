"""Which pack and how many: what the small forms of public pages and the cart send."""

from collections import Counter
from itertools import zip_longest
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from checkout.basket.rules import MOST_PACKS

HIGHEST_ID = 2**63 - 1
# More kinds than any dosage has.
MOST_KINDS = 50
NO_PACK = gettext_lazy("We do not know this pack. Look the medicine up and choose a pack there.")
NO_NUMBER = gettext_lazy("The number of packs has to be a whole number, such as 1.")
TOO_MANY = gettext_lazy("At most %(limit_value)s packs of one kind go into a cart.")
NO_SWAP = gettext_lazy("Your cart has changed since. Look at it again.")
TOO_FEW = gettext_lazy("The number of packs cannot be below %(limit_value)s.")


def _packs(least: int) -> forms.IntegerField:
    words = {
        "required": NO_NUMBER,
        "invalid": NO_NUMBER,
        "min_value": TOO_FEW,
        "max_value": TOO_MANY,
    }
    return forms.IntegerField(min_value=least, max_value=MOST_PACKS, error_messages=words)


class SetForm(forms.Form):
    """The packs there shall be; none takes the pack out."""

    pack = forms.IntegerField(
        min_value=1,
        max_value=HIGHEST_ID,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), NO_PACK),
    )
    quantity = _packs(least=0)

    @property
    def wanted(self) -> dict[str, int]:
        """What the cart's actions take, once it is valid."""
        return {"pack_id": self.cleaned_data["pack"], "quantity": self.cleaned_data["quantity"]}

    @property
    def problem(self) -> str:
        """The first thing that is wrong."""
        return next(message for messages in self.errors.values() for message in messages)

    @property
    def pack_id(self) -> int | None:
        """The pack that was meant, even where the number of it is wrong."""
        return self.cleaned_data.get("pack")


class AddForm(SetForm):
    """The packs to come on top."""

    quantity = _packs(least=1)


class AddSetForm:
    """Several packs to come on top, each sent as a pack and a number, in turn."""

    def __init__(self, data: QueryDict) -> None:
        sent = zip_longest(data.getlist("pack"), data.getlist("quantity"))
        self._forms = [AddForm({"pack": pack, "quantity": number}) for pack, number in sent]

    def is_valid(self) -> bool:
        return 0 < len(self._forms) <= MOST_KINDS and all(form.is_valid() for form in self._forms)

    @property
    def packs(self) -> dict[int, int]:
        """Of a valid form: by pack id how many."""
        packs: Counter[int] = Counter()
        for form in self._forms:
            packs[form.wanted["pack_id"]] += form.wanted["quantity"]
        return packs

    @property
    def problem(self) -> str:
        """The first thing that is wrong."""
        if not 0 < len(self._forms) <= MOST_KINDS:
            return str(NO_PACK)
        return next(form.problem for form in self._forms if not form.is_valid())


class SwapForm(forms.Form):
    """The dosage whose packs are to be swapped, and what the cart said that saves."""

    dosage = forms.IntegerField(min_value=1, max_value=HIGHEST_ID)
    saving = forms.DecimalField(max_digits=12, decimal_places=2)
    problem = NO_SWAP

    @property
    def wanted(self) -> dict[str, Any]:
        """What the cart's action takes, once it is valid."""
        return {"dosage_id": self.cleaned_data["dosage"], "saving": self.cleaned_data["saving"]}
