"""A form of a page as a browser without JavaScript sees it: what it holds, what it would send."""

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
