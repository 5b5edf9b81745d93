"""What a patient answers to the pharmacist's questions."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from checkout.forms import StepForm
from checkout.prescriptions.forms import words
from checkout.prescriptions.models import Inquiry


class AnswersForm(StepForm):
    """The patient's answers to what the pharmacist asked; `inquiries` are the open ones."""

    def __init__(self, *args: Any, inquiries: Iterable[Inquiry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._inquiries = list(inquiries)
        for inquiry in self._inquiries:
            self.fields[f"answer_{inquiry.pk}"] = words(
                inquiry.decision.reason, _("Answer the pharmacist’s question"), rows=4
            )

    @property
    def answers(self) -> dict[int, str]:
        """The texts by inquiry, of a valid form."""
        return {one.pk: self.cleaned_data[f"answer_{one.pk}"] for one in self._inquiries}
