"""What staff choose to import: a file of prices."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.prices.sheets import MOST_BYTES


class SheetForm(forms.Form):
    """A file of at most MOST_BYTES; what is in it is seen when it is read."""

    file = forms.FileField(
        label=gettext_lazy("File of prices (XLSX or CSV)"),
        allow_empty_file=True,  # is refused as any other that says nothing
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": gettext_lazy("Choose an XLSX or CSV file.")},
    )

    def __init__(self, *args: object, is_left_out: bool = False, **kwargs: object) -> None:
        """`is_left_out`: there was a file, and it was too large to be taken in."""
        super().__init__(*args, **kwargs)
        if is_left_out:
            self.fields["file"].error_messages["required"] = _too_large()

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_too_large())
        return file


def _too_large() -> str:
    words = _("The file is larger than %s MB: split it.")
    return words % (MOST_BYTES // (1024 * 1024))
