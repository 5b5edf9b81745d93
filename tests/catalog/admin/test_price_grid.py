"""Packs and prices of a medicine, saved together on its page."""

import re
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from catalog.models import Product
from catalog.partner.models import StockRecord
from tests.catalog.admin.conftest import prices_of
from tests.factories import BACLOFEN, a_dosage, a_medicine, a_pack
from tests.undone import undone

pytestmark = pytest.mark.django_db


def shown(page, row):
    """What a saved row says: per unit, list price, saving, standing."""
    html = page.html[page.html.index(f'id="{row}-units"') :]
    cells = re.findall(r'data-show="(unit|list|saving|best)">(.*?)<', html)[:4]
    return [text for _name, text in cells]


def test_the_page_says_what_shoppers_see(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)

    assert shown(page, page.pack(60)) == ["$0.87", "", "", "Base"]
    assert shown(page, page.pack(90)) == ["$0.76", "$78.00", "−13%", ""]
    assert shown(page, page.pack(360)) == ["$0.61", "$312.00", "−30%", "Best per pill"]
    assert shown(page, page.pack(30, "25mg")) == ["$3.37", "", "", "Base"]


def test_a_saved_price_moves_what_is_shown(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)

    page.type(page.pack(90), price="66.50").save()

    assert shown(page, page.pack(90)) == ["$0.74", "$78.00", "−15%", ""]
    assert "10 mg, 90 pills, $68.00 → $66.50" in page.text.replace("\xa0", " ")
    assert prices_of(medicine)[90] == "66.50"


def test_moving_the_base_pack_moves_every_struck_price(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)

    page.type(page.pack(60), price="54").save_having_read()

    assert shown(page, page.pack(90)) == ["$0.76", "$81.00", "−16%", ""]
    assert shown(page, page.pack(360)) == ["$0.61", "$324.00", "−33%", "Best per pill"]


def test_the_reason_and_every_price_before_and_after_stay_in_the_history(
    price_editor, medicine, medicine_page
):
    page = medicine_page(price_editor, medicine)
    page.form["why"] = "New supplier"

    page.type(page.pack(90), price="66.50").type(page.pack(60, "25mg"), price="150").save()

    entry = LogEntry.objects.get()
    assert entry.user == price_editor.user
    assert entry.change_message.replace("\xa0", " ") == (
        "10 mg, 90 pills, $68.00 → $66.50. 25 mg, 60 pills, $151.00 → $150.00. Why: New supplier"
    )


def test_saving_an_untouched_page_writes_nothing(price_editor, medicine, medicine_page):
    before = list(StockRecord.objects.values_list("pk", "date_updated").order_by("pk"))

    page = medicine_page(price_editor, medicine).save()

    assert "Nothing was changed" in page.text
    assert list(StockRecord.objects.values_list("pk", "date_updated").order_by("pk")) == before


def test_the_blank_row_adds_a_pack(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)

    page.type(page.new_pack(), units=30, price="28").save_having_read()

    assert prices_of(medicine) == {30: "28.00", **dict(BACLOFEN["10mg"])}
    assert shown(page, page.pack(30)) == ["$0.93", "", "", "Base"]
    pack = medicine.children.get(units=30, dosage__label="10mg")
    assert pack.is_public
    assert pack.stockrecords.get().partner_sku == f"pack-{pack.pk}"
    assert page.form[f"{page.new_pack()}-units"] == ""


def test_two_packs_swap_their_sizes_in_one_save(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    small, large = page.pack(60), page.pack(360)

    page.type(small, units=360, price="218").type(large, units=60, price="52").save_having_read()

    assert page.was_saved
    assert page.pack(60) == large
    assert page.pack(360) == small
    assert prices_of(medicine) == dict(BACLOFEN["10mg"])


def test_a_new_pack_takes_the_size_another_gives_up(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)

    page.type(page.pack(60), units=50).type(
        page.new_pack(), units=60, price="55"
    ).save_having_read()

    assert page.was_saved
    assert prices_of(medicine)[50] == "52.00"
    assert prices_of(medicine)[60] == "55.00"


WRONG_AT_A_CELL = [
    ("new", {"units": "90", "price": "1"}, "There is already a 90-pill pack of this dosage."),
    ("90", {"units": "60"}, "There is already a 60-pill pack of this dosage."),
    ("90", {"price": "0"}, "Enter a price above $0.00."),
    ("90", {"price": "-3"}, "Enter a price above $0.00."),
    ("90", {"price": "151.005"}, "Use at most two decimals: 151.005 has 3."),
    ("90", {"price": ""}, "Enter a price."),
    ("90", {"price": "12,5o"}, "Enter a price as digits, like 68.00."),
    ("90", {"price": "123456789"}, "Enter a price below $100,000,000.00."),
    ("90", {"units": ""}, "Enter how many pills the pack holds."),
    ("90", {"units": "0"}, "Enter how many pills the pack holds."),
    ("90", {"units": "9000000"}, "A pack holds at most 999,999 pills."),
    ("new", {"units": "45"}, "Enter a price."),
    ("new", {"price": "45"}, "Enter how many pills the pack holds."),
]


def test_what_is_wrong_is_said_at_the_cell_and_nothing_typed_is_lost(
    price_editor, medicine, medicine_page
):
    page, wrong = medicine_page(price_editor, medicine), []
    other = page.pack(120)
    for name, typed, message in WRONG_AT_A_CELL:
        row = page.new_pack() if name == "new" else page.pack(int(name))
        with undone():
            page.open().type(other, price="84").type(row, **typed).save()
            is_as_it_was = prices_of(medicine) == dict(BACLOFEN["10mg"])
        note = page.html.partition(f'id="{row}-note"')[2].split("</td>")[0]
        is_said = f"<p>{message}</p>" in note.replace("&#x27;", "'")
        kept = {name: page.form[f"{row}-{name}"] for name in typed}
        found = (page.was_saved, is_as_it_was, is_said, kept, page.form[f"{other}-price"])
        wrong += [(name, typed, found)] if found != (False, True, True, typed, "84") else []
    assert wrong == []


def test_a_row_with_an_error_is_judged_as_it_was_saved(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)

    page.type(page.pack(60), price="oops").type(page.pack(90), price="66.50").save()

    assert shown(page, page.pack(90)) == ["$0.74", "$78.00", "−15%", ""]


def test_a_pack_is_taken_off_sale_and_the_next_one_becomes_the_base(
    price_editor, medicine, medicine_page
):
    page = medicine_page(price_editor, medicine)

    page.take_off_sale(page.pack(60)).save_having_read()

    assert not Product.objects.get(units=60, dosage__label="10mg").is_public
    assert shown(page, page.pack(60)) == ["", "", "", "Off sale"]
    assert shown(page, page.pack(90)) == ["$0.76", "", "", "Base"]
    assert shown(page, page.pack(120)) == ["$0.71", "$90.67", "−6%", ""]
    assert "10 mg, 60 pills, off sale" in page.text.replace("\xa0", " ")


def test_a_pack_off_sale_comes_back(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    row = page.pack(60)
    page.take_off_sale(row).save_having_read()

    page.form[f"{row}-on_sale"] = "on"
    page.save_having_read()

    assert shown(page, row) == ["$0.87", "", "", "Base"]


def test_two_people_change_two_packs_and_both_prices_stay(
    price_editor, owner, medicine, medicine_page
):
    mine, theirs = medicine_page(price_editor, medicine), medicine_page(owner, medicine)
    theirs.type(theirs.pack(90), price="70").save()

    mine.type(mine.pack(120), price="84").save()

    assert mine.was_saved
    assert prices_of(medicine)[90] == "70.00"
    assert prices_of(medicine)[120] == "84.00"


def test_an_error_elsewhere_does_not_bring_an_old_price_back(
    price_editor, owner, medicine, medicine_page
):
    mine, theirs = medicine_page(price_editor, medicine), medicine_page(owner, medicine)
    theirs.type(theirs.pack(90), price="70").save()

    mine.type(mine.pack(120), price="oops").save()
    mine.type(mine.pack(120), price="84").save()

    assert mine.was_saved
    assert prices_of(medicine)[90] == "70.00"
    assert prices_of(medicine)[120] == "84.00"


def test_a_pack_of_another_medicine_cannot_be_changed_through_this_page(
    price_editor, medicine, medicine_page
):
    foreign = a_pack(a_dosage(a_medicine("Tizanidine"), "4mg"), 30, "25.00")
    page = medicine_page(price_editor, medicine)
    page.form[f"pack-{foreign.pk}-units"] = "30"
    page.form[f"pack-{foreign.pk}-price"] = "1.00"
    page.form[f"pack-{foreign.pk}-seen"] = "30 25.00 1"

    page.save()

    assert foreign.stockrecords.get().price == Decimal("25.00")


def test_units_are_named_as_the_medicine_counts_them(owner, medicine_page):
    inhaler = a_medicine("Albuterol", unit="inhaler", form="Inhaler")
    dosage = a_dosage(inhaler, "90mcg")
    a_pack(dosage, 1, "30.00")
    a_pack(dosage, 3, "84.00")

    page = medicine_page(owner, inhaler)

    assert "Per inhaler" in page.text
    assert "Best per inhaler" in page.text
    page.type(page.new_pack("90mcg"), units=3, price=80).save()
    assert "There is already a 3-inhaler pack of this dosage." in page.text


def medicine_with(dosages: int, packs: int):
    medicine = a_medicine()
    for number in range(dosages):
        dosage = a_dosage(medicine, f"{number + 1}mg")
        for size in range(packs):
            a_pack(dosage, 10 * (size + 1), f"{5 + size}.00")
    return medicine


@pytest.mark.parametrize("who", ["owner", "price_editor", "pharmacist"])
def test_the_page_needs_the_same_few_reads_however_many_packs(
    who, request, django_assert_max_num_queries
):
    client = request.getfixturevalue(who)
    reads = []
    for medicine in (medicine_with(1, 1), medicine_with(5, 10)):
        url = reverse("admin:catalogue_medicine_change", args=[medicine.pk])
        client.get(url)
        with django_assert_max_num_queries(25) as captured:
            assert client.get(url).status_code == 200
        reads.append(len(captured))
    assert reads[0] == reads[1]


def test_saving_takes_few_reads_and_writes_however_many_packs_there_are(
    price_editor, medicine_page, django_assert_max_num_queries
):
    medicine = medicine_with(5, 10)
    page = medicine_page(price_editor, medicine)
    for pack in medicine.children.filter(units__lte=50):
        page.type(f"pack-{pack.pk}", price="9.99")
    page.save()
    page.form["have_read"] = "on"

    with django_assert_max_num_queries(90):
        response = price_editor.post(page.url, page.form.fields)

    assert response.status_code == 302
