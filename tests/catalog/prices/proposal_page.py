"""One person at the page of a proposal, as a browser without JavaScript uses it."""

from django.urls import reverse

from catalog.models import Pack
from tests.catalog.reductions.past import as_if_saved
from tests.checkout.pages import text_of
from tests.html_form import HtmlForm

LIST = reverse("admin:catalogue_pack_changelist")


class Desk:
    """Opens a proposal for these packs, of all where none are named; or the one at an address."""

    def __init__(self, client, packs=None, *, url="") -> None:
        self.client = client
        self.url = url or self._proposed(packs)
        self.open()

    def open(self, query=""):
        return self._take(self.client.get(self.url + query))

    def type(self, **values):
        for name, value in values.items():
            self.form[name] = value
        return self

    def send(self, button: str, value: str = "1"):
        answer = self.client.post(self.url, self.form.fields | {button: value})
        as_if_saved()
        self.left = answer.status_code == 302 and answer["Location"] == LIST
        return self._take(
            self.client.get(answer["Location"]) if answer.status_code == 302 else answer
        )

    @property
    def may_apply(self) -> bool:
        """Whether the bar with the deed stands on the page."""
        return 'name="apply"' in self.html

    def _proposed(self, packs) -> str:
        chosen = [pack.pk for pack in (Pack.objects.packs() if packs is None else packs)]
        asked = {"action": "change_prices", "_selected_action": chosen}
        return self.client.post(LIST, asked)["Location"]

    def _take(self, answer):
        self.status = answer.status_code
        self.html, self.text = answer.content.decode(), text_of(answer)
        if not getattr(self, "left", False):
            self.form = HtmlForm(self.html, "content-main")
        return self
