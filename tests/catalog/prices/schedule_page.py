"""The pages that schedule prices, as a browser without JavaScript uses them."""

import json
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.checkout.pages import text_of
from tests.html_form import HtmlForm

LIST = "admin:prices_scheduledprice_changelist"
ADD = "admin:prices_scheduledprice_add"


def url_of(one, page: str = "change") -> str:
    return reverse(f"admin:prices_scheduledprice_{page}", args=[one.pk])


def pack_of(medicine, units, dosage="10mg"):
    return medicine.children.get(units=units, dosage__label=dosage)


def typed(days: float, hours: float = 0) -> str:
    """A moment from now, as a browser sends it."""
    at = timezone.localtime() + timedelta(days=days, hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M")


class SchedulePage:
    """One person's: open it, type, send."""

    def __init__(self, client, *, medicine=None, one=None) -> None:
        self.client = client
        add = reverse(ADD)
        self.url = url_of(one) if one else f"{add}?medicine={medicine.pk}"
        self._take(client.get(self.url))

    def type(self, pack=None, price="", **values):
        if pack is not None:
            self.form[f"pack-{pack.pk}-price"] = price
        for name, value in values.items():
            self.form[name] = value
        return self

    def send(self):
        answer = self.client.post(self.url, self.form.fields, follow=True)
        self.was_saved = bool(answer.redirect_chain)
        self.status = answer.status_code
        self._take(answer)
        return self

    def send_having_read(self):
        self.send()
        assert self.notes_asked, "nothing was asked about"
        self.form["have_read"] = "on"
        return self.send()

    @property
    def notes_asked(self) -> list[str]:
        return json.loads(self.form["read_notes"])

    def _take(self, answer):
        self.answer = answer
        self.text = text_of(answer)
        self.form = HtmlForm(answer.content.decode(), "schedule_form")
