"""What a page of prices asks to have read before it saves: exactly the sentences it has shown."""

import json
from typing import Protocol

from django import forms
from django.utils.translation import gettext_lazy

HAVE_NOT_READ = gettext_lazy(
    "Nothing is saved yet: read the warnings, tick “I have read the warnings”, then save again."
)


class Warned(Protocol):
    """What is about to be saved; `asked` is each place and its sentence."""

    @property
    def asked(self) -> list[str]: ...


class NotesField(forms.JSONField):
    """The sentences a page has shown, cleaned to a list; anything else is none of them."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: object) -> list[str]:
        try:
            read = super().clean(value)
        except forms.ValidationError:
            return []
        return [one for one in read if isinstance(one, str)] if isinstance(read, list) else []


class ReadFirstForm(forms.Form):
    """A form over a grid of prices; its page includes have_read.html."""

    grid: Warned
    have_read = forms.BooleanField(required=False)
    read_notes = NotesField()

    @property
    def asked_as_json(self) -> str:
        return json.dumps(self.grid.asked)

    def has_read(self) -> bool:
        """Of an otherwise valid form: whether what is odd about the prices was read before."""
        asked = self.grid.asked
        unread = set(asked) - set(self.cleaned_data["read_notes"])
        if unread or (asked and not self.cleaned_data["have_read"]):
            self.add_error("have_read", HAVE_NOT_READ)
        return not self.errors
