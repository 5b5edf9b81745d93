"""A form of a page as a browser without JavaScript sees it: what it holds, what it would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


class HtmlForm(HTMLParser):
    """The fields of the form with an id, by name; several values of one name are a list.

    Set a field by item, untick a box by deleting it.
    """

    def __init__(self, html: str, form_id: str) -> None:
        super().__init__()
        self.form_id, self.fields = form_id, {}
        self._inside = False
        self._textarea = self._select = None
        self.feed(html)

    def __getitem__(self, name: str) -> str | list[str]:
        return self.fields[name]

    def __setitem__(self, name: str, value: object) -> None:
        self.fields[name] = value

    def __delitem__(self, name: str) -> None:
        del self.fields[name]

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def names(self, beginning: str = "", end: str = "") -> list[str]:
        return [name for name in self.fields if name.startswith(beginning) and name.endswith(end)]

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._inside = attrs.get("id") == self.form_id
        if not self._inside:
            return
        if tag == "input":
            self._input(attrs)
        elif tag == "textarea" and "disabled" not in attrs:
            self._textarea = attrs["name"]
            self.fields[self._textarea] = ""
        elif tag == "select":
            self._select = None if "disabled" in attrs else attrs["name"]
        elif tag == "option" and self._select and "selected" in attrs:
            self._add(self._select, attrs.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            # HTML drops one line break after the start tag.
            if self._textarea:
                self.fields[self._textarea] = self.fields[self._textarea].removeprefix("\n")
            self._textarea = None

    def handle_data(self, data):
        if self._textarea:
            self.fields[self._textarea] += data

    def _input(self, attrs):
        kind, name = attrs.get("type", "text"), attrs.get("name")
        if not name or "disabled" in attrs or kind in ("submit", "reset", "button"):
            return
        if kind not in ("checkbox", "radio") or "checked" in attrs:
            self._add(name, attrs.get("value") or ("on" if kind == "checkbox" else ""))

    def _add(self, name, value):
        if name in self.fields:
            before = self.fields[name]
            self.fields[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            self.fields[name] = value


@dataclass
class SentForm:
    """Any form of a page: where it goes, and what stands in it as a browser would send it.

    `choices` are the other values of its lists and buttons, `files` the names of its file fields.
    """

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [*dict.fromkeys([*self.fields, *self.choices, *self.files])]


class _EveryForm(HTMLParser):
    """Collects all of a page, also what stands outside of the form it belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[SentForm] = []
        self._by_id: dict[str, SentForm] = {}
        self._form: SentForm | None = None
        self._textarea: tuple[SentForm, str] | None = None
        self._select: tuple[SentForm, str] | None = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._form = SentForm(attrs.get("action") or "", (attrs.get("method") or "get").lower())
            self.forms.append(self._form)
            self._by_id[attrs.get("id") or ""] = self._form
        elif tag == "option" and self._select:
            self._option(attrs)
        elif tag in ("input", "textarea", "select", "button") and attrs.get("name"):
            form = self._by_id.get(attrs["form"]) if attrs.get("form") else self._form
            if form is not None:
                self._control(form, tag, attrs)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._textarea:
            form, name = self._textarea
            # HTML drops one line break after the start tag.
            form.fields[name][-1] = form.fields[name][-1].removeprefix("\n")
            self._textarea = None
        elif tag == "select" and self._select:
            form, name = self._select
            if name not in form.fields and form.choices.get(name):
                form.fields[name] = form.choices[name][:1]
            self._select = None

    def handle_data(self, data):
        if self._textarea:
            form, name = self._textarea
            form.fields[name][-1] += data

    def _control(self, form, tag, attrs):
        name, kind, value = attrs["name"], attrs.get("type", "text"), attrs.get("value")
        if tag == "textarea":
            form.fields.setdefault(name, []).append("")
            self._textarea = form, name
        elif tag == "select":
            form.choices.setdefault(name, [])
            self._select = form, name
        elif kind == "file":
            form.files.append(name)
        elif tag == "button" or kind in ("submit", "image", "checkbox", "radio"):
            form.choices.setdefault(name, []).append(value or "on")
            if "checked" in attrs:
                form.fields.setdefault(name, []).append(value or "on")
        else:
            form.fields.setdefault(name, []).append(value or "")

    def _option(self, attrs):
        form, name = self._select
        form.choices[name].append(attrs.get("value") or "")
        if "selected" in attrs:
            form.fields.setdefault(name, []).append(attrs.get("value") or "")


def every_form(html: str) -> list[SentForm]:
    """In their order."""
    reader = _EveryForm()
    reader.feed(html)
    return reader.forms
