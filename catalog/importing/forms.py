"""What staff paste or choose as a page."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.importing.page import TOP_OF_PAGE, PageError
from catalog.importing.source import LINE_BREAK, MAX_BYTES, text_of, too_large


class PageForm(forms.Form):
    """A text, or a file whose text takes its place.

    `cleaned_data["page"]` is the text, `cleaned_data["name"]` the file's name, "" for what somebody
    typed or changed. `untouched` knows a text as it was read from a file, `shown` what was shown of
    what it would change.
    """

    # No CharField: it would refuse a character of which the page's reader tells the line.
    text = forms.Field(
        label=gettext_lazy("Text of the page"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("or a text file (UTF-8)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        error_messages={"empty": gettext_lazy("This file is empty: choose another.")},
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("Take the page's price where staff set another since"), required=False
    )
    name = forms.CharField(required=False, widget=forms.HiddenInput)
    untouched = forms.CharField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    have_read = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        is_left_out: bool = False,
        **kwargs: Any,
    ) -> None:
        """`is_left_out`: the file was too large to be taken in at all."""
        super().__init__(data, files, **kwargs)
        self.is_left_out, self.chosen = is_left_out, ""

    def clean_text(self) -> str:
        """With plain line breaks: a browser sends others than a file has."""
        return LINE_BREAK.sub("\n", self.cleaned_data["text"] or "")

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if self.is_left_out:
            raise ValidationError(too_large())
        try:
            content = text_of(file.read(MAX_BYTES + 1)) if file else ""
            self.chosen = file.name if file else ""
        except PageError as refused:
            words = _("Line %(line)s: %(message)s")
            is_of_a_line = refused.line != TOP_OF_PAGE
            facts = {"line": refused.line, "message": refused.message}
            raise ValidationError(words % facts if is_of_a_line else refused.message) from refused
        return LINE_BREAK.sub("\n", content)

    def clean(self) -> None:
        if self.errors:
            return
        typed, of_file = self.cleaned_data["text"], self.cleaned_data["file"]
        is_untouched = self.cleaned_data["untouched"] == mark_of(typed)
        if not (typed.strip() or of_file):
            self.add_error("text", _("Paste a page, or choose a file of one."))
        elif typed.strip() and of_file and not is_untouched:
            words = _("There is a text above as well: empty it, then choose the file again.")
            self.add_error("file", words)
        if of_file:
            self.cleaned_data["name"] = self.chosen
        elif not is_untouched:
            self.cleaned_data["name"] = ""
        self.cleaned_data["page"] = of_file or typed

    def to_be_shown(self, shown: str = "") -> "PageForm":
        """What was entered, in a form that can be sent again."""
        page, name = self.cleaned_data["page"], self.cleaned_data["name"]
        entered = {
            "text": page,
            "overwrite": self.cleaned_data["overwrite"],
            "name": name,
            "untouched": mark_of(page) if name else "",
            "shown": shown,
        }
        return PageForm(initial=entered)


def mark_of(text: str) -> str:
    """Knows a text again."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
