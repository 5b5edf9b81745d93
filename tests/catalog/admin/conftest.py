"""Staff who sign in, and their medicine page as a browser without JavaScript uses it."""

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.factories import a_user, baclofen
from tests.html_form import HtmlForm


def staff(group: str = "") -> Client:
    """A client signed in as somebody of a group, "" being a superuser."""
    user = a_user(first_name="Priya", last_name="Nair")
    user.is_staff, user.is_superuser = True, not group
    user.save()
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def owner(db):
    return staff()


@pytest.fixture
def price_editor(db):
    return staff("Price editor")


@pytest.fixture
def pharmacist(db):
    return staff("Pharmacist")


@pytest.fixture
def dispenser(db):
    return staff("Dispenser")


@pytest.fixture
def medicine(db):
    return baclofen()


class MedicinePage:
    """The medicine page of one person: open it, type, save."""

    def __init__(self, client: Client, medicine=None) -> None:
        self.client, self.medicine = client, medicine
        self.url = (
            reverse("admin:catalogue_medicine_change", args=[medicine.pk])
            if medicine
            else reverse("admin:catalogue_medicine_add")
        )
        self.open()

    def open(self):
        self._take(self.client.get(self.url))
        return self

    def pack(self, units: int, dosage: str = "10mg") -> str:
        """The beginning of the names of a pack's fields."""
        pack = self.medicine.children.get(units=units, dosage__label=dosage)
        return f"pack-{pack.pk}"

    def new_pack(self, dosage: str = "10mg", number: int = 0) -> str:
        """The same of a blank row."""
        return f"dosage-{self.medicine.dosages.get(label=dosage).pk}-add-{number}"

    def type(self, row: str, *, units: object = None, price: object = None):
        for name, value in (("units", units), ("price", price)):
            if value is not None:
                self.form[f"{row}-{name}"] = value
        return self

    def take_off_sale(self, row: str):
        del self.form[f"{row}-on_sale"]
        return self

    def save(self):
        """Send the form and follow to the page that answers."""
        response = self.client.post(self.url, self.form.fields, follow=True)
        self.was_saved = bool(response.redirect_chain)
        self.final_address = response.redirect_chain[-1][0] if self.was_saved else self.url
        self._take(response)
        return self

    def save_having_read(self):
        """Save, read what is asked about, tick that, and save."""
        self.save()
        assert self.notes_asked, "nothing was asked about"
        self.form["have_read"] = "on"
        return self.save()

    @property
    def notes_asked(self) -> list[str]:
        """The sentences the page wants to be read, each behind the name of its row or dosage."""
        return json.loads(self.form["read_notes"])

    @property
    def text(self) -> str:
        return " ".join(self.html.split())

    def _take(self, response):
        assert response.status_code == 200, response.status_code
        self.html = response.content.decode()
        self.form = HtmlForm(self.html, "medicine_form")


@pytest.fixture
def medicine_page():
    return MedicinePage


def prices_of(medicine, dosage: str = "10mg") -> dict[int, str]:
    """Price by units, of every pack of a dosage."""
    packs = medicine.children.filter(dosage__label=dosage).order_by("units")
    return {units: str(price) for units, price in packs.values_list("units", "stockrecords__price")}
