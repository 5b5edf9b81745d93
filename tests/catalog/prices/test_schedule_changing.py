"""Staff change a scheduled price that waits, and cancel one on its page or in the list."""

from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.admin.conftest import staff
from tests.catalog.prices.schedule_page import LIST, SchedulePage, pack_of, typed, url_of
from tests.catalog.prices.scheduling import price_of, schedule, set_price, worker_comes
from tests.checkout.pages import text_of
from tests.factories import a_pack

pytestmark = pytest.mark.django_db


def test_one_that_waits_is_changed_on_its_page(price_editor, medicine, clock):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(24), clock.at(48), why="Sale")
    page = SchedulePage(price_editor, one=one)
    assert page.form[f"pack-{one.pack_id}-price"] == "66.50"
    assert page.form["why"] == "Sale"
    assert page.form.names("pack-") == [f"pack-{one.pack_id}-price"]

    page.type(one.pack, "67.00", starts_at=typed(3), ends_at="", why="Later").send()

    assert page.was_saved
    one.refresh_from_db()
    assert (one.price, one.ends_at, one.why) == (Decimal("67.00"), None, "Later")
    assert one.by == price_editor.user


def test_what_a_colleague_changed_meanwhile_is_said_once(price_editor, medicine, clock):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(24), clock.at(48))
    mine = SchedulePage(price_editor, one=one).type(one.pack, "67.00", starts_at=typed(3))
    theirs = SchedulePage(staff(), one=one)
    theirs.type(one.pack, "66.00", starts_at=typed(2), ends_at="").send()

    mine.type(ends_at="").send()

    assert not mine.was_saved
    assert "Priya Nair changed this while you had the page open: $66.00 from" in mine.text
    assert mine.send().was_saved
    one.refresh_from_db()
    assert str(one.price) == "67.00"


def test_what_is_odd_about_another_pack_is_said_on_the_page_of_one(price_editor, medicine, clock):
    one = schedule(pack_of(medicine, 360), "217.00", clock.at(24))
    page = SchedulePage(price_editor, one=one).type(one.pack, "251", ends_at="")
    page.type(starts_at=typed(1)).send()
    assert not page.was_saved
    assert "270 pills: Best per pill is this pack, not the largest (360 pills)." in page.text
    assert len(page.notes_asked) == 2
    page.form["have_read"] = "on"
    assert page.send().was_saved


def test_one_that_started_meanwhile_is_not_changed(price_editor, medicine, clock):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(1), clock.at(48))
    page = SchedulePage(price_editor, one=one).type(one.pack, "67.00", starts_at=typed(1))
    form = page.form.fields
    worker_comes(clock.at(1))

    answer = price_editor.post(page.url, form, follow=True)

    assert price_of(one.pack) == "66.50"
    assert "Running" in text_of(answer)


@pytest.mark.parametrize("hours", [0, 1])
def test_one_is_cancelled_by_one_press(price_editor, medicine, clock, hours):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(1), clock.at(48))
    worker_comes(clock.at(hours))
    assert "Cancel this scheduled price" in text_of(price_editor.get(url_of(one)))

    page = price_editor.post(url_of(one, "cancel"), follow=True)

    words = ["it never starts", "the price before has returned"][hours]
    assert f"Baclofen 10 mg, 90 pills: cancelled, {words}." in text_of(page)
    assert price_of(one.pack) == "68.00"
    again = price_editor.post(url_of(one, "cancel"), follow=True)
    assert "over already, nothing was cancelled." in text_of(again)
    assert "Cancel this" not in text_of(price_editor.get(url_of(one)))


def test_one_whose_price_somebody_changed_is_cancelled_and_the_price_stays(
    price_editor, medicine, clock
):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(1), clock.at(48))
    worker_comes(clock.at(1))
    set_price(one.pack, "67.00")
    page = price_editor.post(url_of(one, "cancel"), follow=True)
    assert "Its price stays as somebody has set it meanwhile." in text_of(page)


def test_several_are_cancelled_from_the_list(price_editor, medicine, clock):
    rows = [schedule(pack_of(medicine, units), "50.00", clock.at(24)) for units in (60, 90)]
    chosen = {"action": "cancel_chosen", "_selected_action": [one.pk for one in rows]}
    page = price_editor.post(reverse(LIST), chosen, follow=True)
    assert text_of(page).count("cancelled, it never starts.") == 2
    assert ScheduledPrice.objects.filter(state="cancelled").count() == 2


def test_a_page_says_what_became_of_one(price_editor, medicine, clock):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(1), clock.at(48), why="Sale")
    worker_comes(clock.at(5))
    page = text_of(price_editor.get(url_of(one)))
    for words in ("Running", "$66.50", "Before $68.00", "(set ", "Why Sale"):
        assert words in page


def test_a_pack_named_in_markup_stays_text(price_editor, clock):
    pack = a_pack()
    type(pack).objects.filter(pk=pack.parent_id).update(title="<b>Bold</b>")
    one = schedule(pack, "50.00", clock.at(24))
    for url in (reverse(LIST), url_of(one)):
        assert "<b>Bold</b>" not in price_editor.get(url).content.decode()
