"""A file that came to staff by post or fax."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy


class FileForm(forms.Form):
    """What the file really is, is proven later: here it only has to be there."""

    file = forms.FileField(
        label=gettext_lazy("PDF, JPEG or PNG, up to 10 MB"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": gettext_lazy("Choose the file that came."),
            "invalid": gettext_lazy("Choose the file that came."),
            "max_length": gettext_lazy("Give the file a shorter name."),
        },
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="add-%s")

    @property
    def sent(self) -> UploadedFile:
        """Of a valid form."""
        sent: UploadedFile = self.cleaned_data["file"]
        return sent
