"""What staff type and upload about a text and its leaflets."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.leaflets.limits import MOST_BYTES
from catalog.leaflets.pdf import LeafletPdf, NoLeaflet, looked_through, too_large


class ReviewForm(forms.Form):
    """Under which registration a pharmacist stands for the text of `digest`."""

    digest = forms.CharField(widget=forms.HiddenInput)
    registration = forms.CharField(
        label=gettext_lazy("Your registration number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter it: shoppers read it beside your name."),
        },
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = by.get_full_name()

    def clean(self) -> None:
        if not self.name:
            raise ValidationError(
                _("Your account has no name for shoppers to read: ask for one to be entered.")
            )


class LeafletForm(forms.Form):
    """A leaflet, looked through: its `cleaned_data["file"]` is a LeafletPdf."""

    file = forms.FileField(
        label=gettext_lazy("PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={
            "required": gettext_lazy("Choose the leaflet's PDF."),
            "empty": gettext_lazy("This file is empty: choose another."),
        },
    )

    def clean_file(self) -> LeafletPdf:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(too_large())
        try:
            return looked_through(upload.read())
        except NoLeaflet as refusal:
            raise ValidationError(str(refusal)) from refusal
