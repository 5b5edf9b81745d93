"""What is odd about the prices of a page is read before it is saved."""

import pytest

from catalog.models import Dosage
from tests.catalog.admin.conftest import prices_of

pytestmark = pytest.mark.django_db

DEARER = "Dearer per pill than the 270-pill pack: $0.70 against $0.62."
NOTHING_SAVED = "Nothing is saved yet: read the warnings"


def unbroken(page) -> str:
    return page.text.replace("\xa0", " ")


def test_nothing_is_saved_before_the_warnings_are_read(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)

    page.type(page.pack(360), price="251").save()

    assert not page.was_saved
    assert NOTHING_SAVED in page.text
    assert DEARER in page.text
    assert "Best per pill is this pack, not the largest (360 pills)." in page.text
    assert page.form[f"{page.pack(360)}-price"] == "251"
    assert prices_of(medicine)[360] == "218.00"

    page.form["have_read"] = "on"
    page.save()

    assert page.was_saved
    assert prices_of(medicine)[360] == "251.00"


def test_a_box_ticked_unread_does_not_count(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    page.form["have_read"] = "on"

    page.type(page.pack(360), price="251").save()

    assert not page.was_saved
    assert DEARER in page.text


def test_what_is_typed_after_the_reading_is_asked_about_too(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    page.type(page.pack(360), price="251").save()
    page.form["have_read"] = "on"

    page.type(page.pack(90), price="20").save()

    assert not page.was_saved
    assert "Down 71 % from $68.00. Above 20 % we ask twice." in page.text
    assert prices_of(medicine)[90] == "68.00"


def test_what_was_odd_before_is_shown_and_holds_nobody_up(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    page.type(page.pack(360), price="251").save_having_read()
    assert DEARER in page.text
    assert page.notes_asked == []

    page.type(page.pack(90), price="67.00").save()

    assert page.was_saved


def test_the_base_pack_moves_and_both_struck_prices_are_shown(
    price_editor, medicine, medicine_page
):
    page = medicine_page(price_editor, medicine)

    page.type(page.pack(60), price="54").save()

    assert not page.was_saved
    assert (
        "You are moving the base pack. The 60-pill pack sets the rate ($52.00 for 60 before, "
        "$54.00 for 60 now), so 5 struck prices and savings move." in page.text
    )
    row = page.html[page.html.index(f'id="{page.pack(90)}-price"') :].split("</tr>")[0]
    assert "$81.00<small>was $78.00</small>" in row
    assert "−16%<small>was −13%</small>" in row


def test_how_large_a_change_is_asked_about_is_a_setting(
    price_editor, medicine, medicine_page, settings
):
    settings.PRICE_STEP_PERCENT = 2
    page = medicine_page(price_editor, medicine)

    page.type(page.pack(90), price="66.50").save()

    assert not page.was_saved
    assert "Down 2.2 % from $68.00. Above 2 % we ask twice." in page.text


def test_two_sentences_that_read_alike_are_two(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    page.type(page.pack(60), price="30").save()
    page.form["have_read"] = "on"
    same = "Up 50 % from"

    page.type(page.pack(90), price="102").type(page.pack(60), price="78").save()

    names = [note.split(": ")[0] for note in page.notes_asked if same in note]
    assert names == [page.pack(60), page.pack(90)]
    assert not page.was_saved


def test_notes_that_are_no_list_are_none(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    for forged in ('{"a": 1}', "no json", "[1, null, [2]]", "3"):
        page.type(page.pack(360), price="251")
        page.form["have_read"], page.form["read_notes"] = "on", forged

        page.save()

        assert not page.was_saved


def test_what_a_unit_costs_is_kept_and_judges_the_prices(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    dosage = Dosage.objects.get(label="10mg")
    page.form[f"dosage-{dosage.pk}-cost"] = "0.70"

    page.save()

    assert not page.was_saved
    assert "Below cost: these 180 pills cost $126.00 to buy." in page.text
    page.form["have_read"] = "on"
    page.save()
    assert page.was_saved
    dosage.refresh_from_db()
    assert str(dosage.unit_cost) == "0.7000"
    assert page.form[f"dosage-{dosage.pk}-cost"] == "0.70"
    row = page.html[page.html.index(f'id="{page.pack(60)}-price"') :].split("</tr>")[0]
    assert 'data-show="margin">19%' in row


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("x", "Enter a cost as digits, like 0.31."),
        ("-1", "Enter a cost of $0.00 or more."),
        ("0.12345", "Use at most four decimals: 0.12345 has 5."),
        ("123456789", "Enter a cost below $100,000,000.00."),
    ],
)
def test_a_cost_that_is_none_is_refused_where_it_stands(
    typed, message, price_editor, medicine, medicine_page
):
    page = medicine_page(price_editor, medicine)
    dosage = Dosage.objects.get(label="10mg")
    page.form[f"dosage-{dosage.pk}-cost"] = typed

    page.type(page.pack(90), price="67").save()

    assert not page.was_saved
    assert message in page.text
    assert page.form[f"dosage-{dosage.pk}-cost"] == typed
    assert prices_of(medicine)[90] == "68.00"


def test_a_cost_is_taken_back(price_editor, medicine, medicine_page):
    page = medicine_page(price_editor, medicine)
    dosage = Dosage.objects.get(label="10mg")
    page.form[f"dosage-{dosage.pk}-cost"] = "0.3125"
    page.save()
    assert page.form[f"dosage-{dosage.pk}-cost"] == "0.3125"

    page.form[f"dosage-{dosage.pk}-cost"] = ""
    page.save()

    dosage.refresh_from_db()
    assert dosage.unit_cost is None


def without(client, codename: str):
    """The same person, who lost one permission."""
    permissions = client.user.groups.get().permissions
    permissions.remove(permissions.get(codename=codename))
    return client


def test_who_may_not_see_costs_sees_none_and_changes_none(price_editor, medicine, medicine_page):
    dosage = Dosage.objects.get(label="10mg")
    Dosage.objects.filter(pk=dosage.pk).update(unit_cost="0.70")
    page = medicine_page(without(price_editor, "see_cost"), medicine)
    assert "0.70" not in page.text.replace("$0.70", "")
    assert "Margin" not in page.text

    page.form[f"dosage-{dosage.pk}-cost"] = "0.10"
    page.type(page.pack(90), price="67").save()

    assert page.was_saved
    assert "Below cost" not in page.text
    dosage.refresh_from_db()
    assert str(dosage.unit_cost) == "0.7000"


def test_packs_are_copied_into_another_dosage_and_saved_there(
    price_editor, medicine, medicine_page
):
    source, target = (Dosage.objects.get(label=label) for label in ("10mg", "25mg"))
    page = medicine_page(price_editor, medicine)
    assert f"?copy={source.pk}&amp;into={target.pk}#" in page.html

    page.url += f"?copy={source.pk}&into={target.pk}"
    page.open()

    assert "A pack of 10 mg is filled in below and not saved yet" in unbroken(page)
    assert page.form[f"dosage-{target.pk}-add-0-units"] == "360"
    assert page.form[f"dosage-{target.pk}-add-0-price"] == "218.00"
    page.type(f"dosage-{target.pk}-add-0", price="640").save()
    assert page.was_saved
    assert prices_of(medicine, "25mg")[360] == "640.00"
    assert prices_of(medicine, "25mg")[90] == "200.00"
    assert "copy=" not in page.final_address


def test_they_are_copied_into_a_new_dosage_by_who_may_add_one(owner, medicine, medicine_page):
    page = medicine_page(owner, medicine)
    page.url += f"?copy={Dosage.objects.get(label='25mg').pk}&into=new"
    page.open()
    page.form["dosage-new-strength"] = "50 mg"

    page.save()

    assert prices_of(medicine, "50mg") == prices_of(medicine, "25mg")


def test_a_dosage_that_has_every_size_says_so(price_editor, medicine, medicine_page):
    source, target = (Dosage.objects.get(label=label) for label in ("25mg", "10mg"))
    for pack in source.packs.exclude(units__in=target.packs.values("units")):
        pack.is_public = False
        pack.save()
    page = medicine_page(price_editor, medicine)
    page.url += f"?copy={source.pk}&into={target.pk}"

    assert "It has every size of 25 mg already." in unbroken(page.open())


@pytest.mark.parametrize("asked", ["copy=x&into=y", "copy=0&into=new", "copy=%00", "into=new"])
def test_an_address_that_asks_for_nothing_copies_nothing(
    asked, price_editor, medicine, medicine_page
):
    page = medicine_page(price_editor, medicine)
    response = price_editor.get(f"{page.url}?{asked}")
    assert response.status_code in (200, 400)
    assert "filled in below" not in response.content.decode()
