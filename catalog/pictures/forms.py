"""What staff upload and type about a picture."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.pictures.limits import MEGABYTE, MOST_BYTES
from catalog.pictures.looking import NoPicture, looked_at, too_large
from catalog.pictures.models import Picture

# Screen readers say that themselves.
SAYS_THAT_IT_IS_ONE = re.compile(r"\s*(an? |the )?(image|picture|photo\w*) (of|showing)\b", re.I)


class DescriptionForm(forms.Form):
    """What a picture shows, for those who do not see it."""

    alt = forms.CharField(
        label=gettext_lazy("What is seen"),
        max_length=Picture._meta.get_field("alt").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say what is seen: some hear it read aloud.")},
    )

    def clean_alt(self) -> str:
        alt = self.cleaned_data["alt"]
        if found := SAYS_THAT_IT_IS_ONE.match(alt):
            words = _("Begin with what is seen: leave out “%s”.")
            raise ValidationError(words % found[0].strip())
        return alt


class PictureForm(DescriptionForm):
    """A picture, looked at: its `cleaned_data["file"]` is what is kept of it."""

    field_order = ("file", "alt")
    most_megabytes = MOST_BYTES // MEGABYTE
    file = forms.FileField(
        label=gettext_lazy("JPEG, PNG or WebP"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": gettext_lazy("Choose a picture."),
            "empty": gettext_lazy("This file is empty: choose another."),
        },
    )

    def __init__(self, *args: Any, is_left_out: bool = False, **kwargs: Any) -> None:
        """`is_left_out`: the file was too large to be taken in at all."""
        super().__init__(*args, **kwargs)
        if is_left_out:
            self.fields["file"].error_messages["required"] = too_large()

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(too_large())
        try:
            return looked_at(upload.read())
        except NoPicture as refusal:
            raise ValidationError(str(refusal)) from refusal
