"""Staff schedule prices of a medicine's packs, without JavaScript."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.models import Dosage
from catalog.moment_field import CLOCKS_CHANGE, LIKE
from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.admin.conftest import staff
from tests.catalog.prices.schedule_page import ADD, LIST, SchedulePage, pack_of, typed
from tests.catalog.prices.scheduling import schedule
from tests.checkout.pages import text_of
from tests.factories import a_medicine
from tests.html_form import HtmlForm
from tests.undone import undone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["price_editor", "owner"])
def test_several_packs_are_scheduled_in_one_save(request, who, medicine):
    client = request.getfixturevalue(who)
    page = SchedulePage(client, medicine=medicine)
    page.type(pack_of(medicine, 90), "66.50").type(pack_of(medicine, 60, "25mg"), "149")

    page.type(starts_at=typed(1), ends_at=typed(8), why="Week of the back").send()

    assert page.was_saved
    assert "2 prices are scheduled." in page.text
    rows = ScheduledPrice.objects.order_by("price")
    assert [str(one.price) for one in rows] == ["66.50", "149.00"]
    assert {(one.state, one.by, one.why) for one in rows} == {
        ("waiting", client.user, "Week of the back")
    }
    assert LogEntry.objects.filter(user=client.user).count() == 2


def test_one_that_stays_has_no_end(price_editor, medicine):
    page = SchedulePage(price_editor, medicine=medicine)
    page.type(pack_of(medicine, 90), "66.50", starts_at=typed(1)).send()
    assert ScheduledPrice.objects.get().ends_at is None
    assert "stays" in page.text


def test_moments_are_the_shops(price_editor, medicine, settings):
    settings.TIME_ZONE = "Europe/London"
    year = timezone.localdate().year + 1
    page = SchedulePage(price_editor, medicine=medicine)
    page.type(pack_of(medicine, 90), "66.50", starts_at=f"{year}-07-01T00:00").send()

    london = ZoneInfo("Europe/London")
    assert ScheduledPrice.objects.get().starts_at == datetime(year, 7, 1, tzinfo=london)
    assert "Times are the shop's (Europe/London)." in page.text
    assert f"1 Jul {year} 00:00" in page.text


def test_the_medicine_is_chosen_first(price_editor, medicine):
    listed = price_editor.get(reverse(LIST)).content.decode()
    assert reverse(ADD) in listed
    choice = HtmlForm(price_editor.get(reverse(ADD)).content.decode(), "choose_medicine")
    assert choice.fields == {"name": ""}

    answer = price_editor.get(reverse(ADD), choice.fields | {"name": "bacl"}, follow=True)

    assert answer.redirect_chain == [(f"{reverse(ADD)}?medicine={medicine.pk}", 302)]
    assert "Schedule prices of Baclofen" in text_of(answer)


def test_a_name_that_several_medicines_have_is_typed_whole(price_editor, medicine):
    a_medicine("Baclofen gel")
    answer = price_editor.get(reverse(ADD), {"name": "bac"})
    assert "Several medicines fit: Baclofen, Baclofen gel." in text_of(answer)
    assert HtmlForm(answer.content.decode(), "choose_medicine")["name"] == "bac"
    described = 'aria-describedby="id_name_helptext id_name_error"'
    assert described in answer.content.decode()
    assert "Type the name of a medicine." in text_of(price_editor.get(reverse(ADD), {"name": ""}))


@pytest.mark.parametrize("gone", ["0", "x", "", "9" * 30, "9" * 5000])
def test_a_medicine_that_is_gone_is_chosen_again(price_editor, gone):
    answer = price_editor.get(reverse(ADD), {"medicine": gone})
    assert answer.status_code == 200
    assert "This medicine is not there any more: choose again." in text_of(answer)


def test_a_pack_is_no_medicine_to_schedule_for(price_editor, medicine):
    answer = price_editor.get(reverse(ADD), {"medicine": pack_of(medicine, 90).pk})
    assert "This medicine is not there any more: choose again." in text_of(answer)


def test_the_choice_costs_the_same_however_many_medicines_there_are(price_editor, medicine):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            sizes = [
                len(price_editor.get(reverse(ADD), query).content)
                for query in ({}, {"name": "Nothing"})
            ]
        return len(asked), sizes

    cost()
    before = cost()
    for number in range(60):
        a_medicine(f"Another {number}")
    assert cost() == before


def test_the_medicines_page_leads_there(price_editor, medicine):
    change = reverse("admin:catalogue_medicine_change", args=[medicine.pk])
    assert f"{reverse(ADD)}?medicine={medicine.pk}" in price_editor.get(change).content.decode()
    reader = staff("Support")
    packs = price_editor.user.groups.get().permissions.filter(codename="change_pack")
    reader.user.user_permissions.add(*packs)
    assert reverse(ADD) not in reader.get(change).content.decode()


def test_a_medicine_without_packs_has_its_page(price_editor):
    answer = price_editor.get(reverse(ADD), {"medicine": a_medicine().pk})
    assert "Add a dosage with a pack first." in text_of(answer)


CANNOT_BE = [
    ({"starts_at": ""}, str(LIKE)),
    ({"starts_at": "soon"}, str(LIKE)),
    ({"starts_at": typed(-1)}, "Enter a moment ahead."),
    ({"starts_at": typed(800)}, "Enter a moment within two years."),
    ({"starts_at": "9999-12-31T23:59"}, "Enter a moment within two years."),
    ({"ends_at": typed(0.5)}, "Enter a moment after the start, or leave it empty."),
    ({"ends_at": typed(1)}, "Enter a moment after the start, or leave it empty."),
    ({"ends_at": typed(800)}, "Enter a moment within two years."),
    ({"price": ""}, "Enter the new price of at least one pack."),
    ({"price": "0"}, "Enter a price above $0.00."),
    ({"price": "66.505"}, "Use at most two decimals: 66.505 has 3."),
    ({"price": "sixty"}, "Enter a price as digits, like 68.00."),
    ({"price": "6\x00"}, "Enter a price as digits, like 68.00."),
    ({"why": "x" * 201}, "Ensure this value has at most 200 characters"),
]


def test_what_cannot_be_is_said(price_editor, medicine):
    wrong = []
    for changed, said in CANNOT_BE:
        values = {"price": "66.50", "starts_at": typed(1)} | changed
        with undone():
            page = SchedulePage(price_editor, medicine=medicine)
            page.type(pack_of(medicine, 90), values.pop("price"), **values).send()
            is_scheduled = ScheduledPrice.objects.exists()
        found = (page.was_saved, page.status, said in page.text, is_scheduled)
        wrong += [(changed, found)] if found != (False, 422, True, False) else []
    assert wrong == []


@pytest.mark.parametrize("moment", ["03-28T01:30", "10-31T01:30"])
def test_an_hour_that_is_not_there_or_comes_twice_is_refused(
    price_editor, medicine, settings, moment
):
    settings.TIME_ZONE = "Europe/London"
    page = SchedulePage(price_editor, medicine=medicine)
    page.type(pack_of(medicine, 90), "66.50", starts_at=f"2027-{moment}").send()
    assert str(CLOCKS_CHANGE) in page.text
    assert not ScheduledPrice.objects.exists()


def test_an_overlap_is_refused_beside_its_pack_with_the_others_time(price_editor, medicine, clock):
    pack, other = pack_of(medicine, 90), pack_of(medicine, 120)
    schedule(pack, "66.50", clock.at(24), clock.at(72))
    page = SchedulePage(price_editor, medicine=medicine)
    assert "$66.50 from" in page.text
    page.type(pack, "66.00").type(other, "84.00", starts_at=typed(2), ends_at=typed(9)).send()

    assert not page.was_saved
    assert "Nothing is scheduled: see what stands beneath the packs." in page.text
    assert "Two of one pack may not overlap" in page.text
    assert page.form[f"pack-{other.pk}-price"] == "84.00"
    assert ScheduledPrice.objects.count() == 1


def test_what_is_odd_is_read_before_it_is_scheduled(price_editor, medicine):
    page = SchedulePage(price_editor, medicine=medicine)
    page.type(pack_of(medicine, 360), "251", starts_at=typed(1)).send()

    assert not page.was_saved
    assert "Dearer per pill than the 270-pill pack" in page.text
    assert not ScheduledPrice.objects.exists()
    page.form["have_read"] = "on"
    assert page.send().was_saved
    assert ScheduledPrice.objects.get().price == Decimal("251.00")


def test_a_box_ticked_for_other_sentences_does_not_count(price_editor, medicine):
    page = SchedulePage(price_editor, medicine=medicine)
    page.type(pack_of(medicine, 360), "251", starts_at=typed(1), have_read="on").send()
    assert not page.was_saved
    page.type(pack_of(medicine, 90), "20", have_read="on").send()
    assert not page.was_saved
    assert "Down 71 % from $68.00. Above 20 % we ask twice." in page.text


def test_a_moving_base_is_said_of_the_dosage(price_editor, medicine):
    page = SchedulePage(price_editor, medicine=medicine)
    page.type(pack_of(medicine, 60), "54", starts_at=typed(1)).send_having_read()
    assert page.was_saved


def test_below_cost_is_said_to_who_may_see_costs(price_editor, medicine):
    Dosage.objects.filter(label="10mg").update(unit_cost="0.75")
    page = SchedulePage(price_editor, medicine=medicine)
    page.type(pack_of(medicine, 90), "66.50", starts_at=typed(1)).send()
    assert "Below cost: these 90 pills cost $67.50 to buy." in page.text

    price_editor.user.groups.get().permissions.remove(
        *price_editor.user.groups.get().permissions.filter(codename="see_cost")
    )
    page = SchedulePage(price_editor, medicine=medicine)
    page.type(pack_of(medicine, 90), "66.50", starts_at=typed(1)).send()
    assert page.was_saved
