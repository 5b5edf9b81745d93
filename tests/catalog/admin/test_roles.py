"""Who may do what: prices, texts and stock are different people's work."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from catalog.lots import actions
from catalog.lots.models import Lot, StockMovement
from catalog.models import Product
from tests.catalog.admin.conftest import prices_of, staff
from tests.factories import BACLOFEN, a_lot, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(db):
    Group.objects.create(name="Reader").permissions.set(
        Permission.objects.filter(
            codename__in=["view_medicine", "view_pack", "view_monographsection"]
        )
    )
    return staff("Reader")


def stock_url(medicine, deed="change"):
    return reverse(f"admin:catalogue_dosage_{deed}", args=[medicine.dosages.first().pk])


def test_a_price_editor_changes_packs_and_prices_and_sees_nothing_else(
    price_editor, medicine, medicine_page
):
    medicine.summary = "Only for the pharmacist's eyes."
    medicine.save()
    page = medicine_page(price_editor, medicine)

    assert "pharmacist" not in page.html
    assert not page.form.names("sections")
    assert not page.form.names(end="-strength")
    assert "Receive or correct stock" not in page.html
    assert "title" not in page.form
    page.type(page.pack(90), price="66.50").save()
    assert prices_of(medicine)[90] == "66.50"


def test_a_price_editor_cannot_change_a_text_or_a_dosage_by_a_forged_form(
    price_editor, medicine, medicine_page
):
    page = medicine_page(price_editor, medicine)
    page.form["title"] = "Forged"
    page.form["summary"] = "Forged"
    page.form["legal_class"] = "GSL"
    page.form["sections-TOTAL_FORMS"], page.form["sections-INITIAL_FORMS"] = "1", "0"
    page.form["sections-0-kind"], page.form["sections-0-body"] = "other", "Forged"
    page.form[f"dosage-{medicine.dosages.first().pk}-strength"] = "99mg"
    page.form["dosage-new-strength"] = "98mg"

    page.save()

    saved = Product.objects.get(pk=medicine.pk)
    assert (saved.title, saved.summary, saved.legal_class) == ("Baclofen", "", "POM")
    assert not saved.sections.exists()
    assert set(saved.dosages.values_list("label", flat=True)) == set(BACLOFEN)


@pytest.mark.parametrize(
    "name",
    [
        "catalogue_medicine_add",
        "catalogue_dosage_changelist",
        "catalogue_category_changelist",
        "accounts_user_changelist",
        "auth_group_changelist",
        "shopfacts_shopfacts_changelist",
        "order_order_changelist",
    ],
)
def test_other_pages_are_closed_to_a_price_editor(name, price_editor):
    response = price_editor.get(reverse(f"admin:{name}"), follow=True)
    assert response.status_code == 403


def test_stock_is_closed_to_a_price_editor(price_editor, medicine):
    assert price_editor.get(stock_url(medicine)).status_code == 403
    for deed in ("receive", "correct", "withdraw", "put_back"):
        assert price_editor.post(stock_url(medicine, deed)).status_code == 403


def test_a_pharmacist_edits_texts_and_corrects_stock(pharmacist, medicine, medicine_page):
    page = medicine_page(pharmacist, medicine)
    page.form["summary"] = "For stiff muscles."
    page.save()
    lot = medicine.dosages.first().lots.get()
    broken = {"lot": lot.pk, "units": "-5", "reason": "Broken"}
    pharmacist.post(stock_url(medicine, "correct"), broken)

    assert Product.objects.get(pk=medicine.pk).summary == "For stiff muscles."
    assert StockMovement.objects.get().by == pharmacist.user


def test_a_dispenser_receives_stock_and_withdraws_no_lot(dispenser, medicine):
    page = dispenser.get(stock_url(medicine)).content.decode()
    assert "Receive stock" in page
    assert "Withdraw" not in page
    assert dispenser.post(stock_url(medicine, "receive")).status_code == 422
    lot = medicine.dosages.first().lots.get()
    values = {"lot": lot.pk, "because": "recalled", "reason": "Recall 4"}
    assert dispenser.post(stock_url(medicine, "withdraw"), values).status_code == 403
    lot.refresh_from_db()
    assert lot.withdrawn_at is None


def test_a_dispenser_takes_no_withdrawal_back(dispenser, medicine):
    lot = a_lot(medicine.dosages.first(), 9)
    actions.withdraw(
        lot, because=Lot.Because.RECALLED, reason="Recall 4", by=None, now=timezone.now()
    )
    assert "Take a withdrawal back" not in dispenser.get(stock_url(medicine)).text
    values = {"lot": lot.pk, "reason": "A slip"}
    assert dispenser.post(stock_url(medicine, "put_back"), values).status_code == 403


def test_who_may_only_see_stock_moves_none(reader, medicine):
    see = Permission.objects.get(codename="view_stockmovement")
    Group.objects.get(name="Reader").permissions.add(see)
    page = reader.get(stock_url(medicine)).content.decode()
    assert "Lots" in page
    assert "Receive" not in page.replace("Received", "")
    for deed in ("receive", "correct", "withdraw", "put_back"):
        assert reader.post(stock_url(medicine, deed)).status_code == 403


def test_a_pharmacist_reads_prices_and_cannot_change_them(pharmacist, medicine, medicine_page):
    page = medicine_page(pharmacist, medicine)
    row = page.pack(90)
    assert "$68.00" in page.html
    assert not page.form.names("pack-", "-price")
    assert not page.form.names("pack-", "-units")

    page.form.fields |= {
        f"{row}-units": "90",
        f"{row}-price": "1.00",
        f"{row}-on_sale": "on",
        f"{row}-seen": "90 68.00 1",
        f"{page.new_pack()}-units": "30",
        f"{page.new_pack()}-price": "1.00",
        "dosage-new-strength": "5mg",
        "dosage-new-add-0-units": "30",
        "dosage-new-add-0-price": "1.00",
    }
    page.save()

    assert prices_of(medicine) == dict(BACLOFEN["10mg"])
    assert prices_of(medicine, "5mg") == {}


def test_the_header_leads_only_where_one_may_go(price_editor, pharmacist, owner):
    def desks(client):
        return [desk.name for desk in client.get("/admin/").context["desks"]]

    assert desks(price_editor) == ["Today", "Medicines", "Prices", "Scheduled"]
    assert {"Medicines", "Stock"} <= set(desks(pharmacist))
    shop = ["Medicines", "Prices", "Scheduled", "Stock"]
    assert desks(owner) == ["Today", "Prescriptions", "Orders", *shop]


def test_a_reader_sees_everything_and_changes_nothing(reader, medicine, medicine_page):
    medicine.summary = "For stiff muscles."
    medicine.save()
    page = medicine_page(reader, medicine)

    assert "For stiff muscles." in page.html
    assert "$68.00" in page.html
    assert 'name="_continue"' not in page.html
    assert reader.post(page.url, page.form.fields).status_code == 403


@pytest.mark.parametrize("path", ["0/change/", "abc/change/", "99999999999999999999/change/"])
def test_an_address_of_no_medicine_leads_back_to_the_start(path, owner):
    response = owner.get(reverse("admin:catalogue_medicine_changelist") + path)
    assert (response.status_code, response.url) == (302, "/admin/")


def test_a_shopper_sees_no_staff_page(client):
    client.force_login(a_user())
    response = client.get(reverse("admin:catalogue_medicine_changelist"))
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")
