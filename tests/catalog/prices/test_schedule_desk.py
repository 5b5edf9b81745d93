"""Staff's desk of scheduled prices: listed, scheduled, changed and cancelled without JavaScript."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from catalog.models import Dosage
from catalog.moment_field import CLOCKS_CHANGE, LIKE
from catalog.prices.schedule import actions
from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.admin.conftest import staff
from tests.catalog.prices.schedule_page import LIST, SchedulePage, url_of
from tests.catalog.prices.scheduling import price_of, schedule, set_price, worker_comes
from tests.checkout.pages import text_of
from tests.factories import a_medicine, a_pack, a_user

pytestmark = pytest.mark.django_db
ADD = "admin:prices_scheduledprice_add"


def pack_of(medicine, units, dosage="10mg"):
    return medicine.children.get(units=units, dosage__label=dosage)


def typed(days: float, hours: float = 0) -> str:
    at = timezone.localtime() + timedelta(days=days, hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M")


# --- Scheduling ----------------------------------------------------------------------------------


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
    choice = price_editor.get(reverse(ADD))
    assert f'<option value="{medicine.pk}">Baclofen</option>' in choice.content.decode()
    gone = price_editor.get(reverse(ADD), {"medicine": "0"})
    assert "This medicine is not there any more: choose again." in text_of(gone)
    assert price_editor.get(reverse(ADD), {"medicine": "x"}).status_code == 200


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


@pytest.mark.parametrize(
    ("values", "said"),
    [
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
    ],
)
def test_what_cannot_be_is_said(price_editor, medicine, values, said):
    page = SchedulePage(price_editor, medicine=medicine)
    values = {"price": "66.50", "starts_at": typed(1)} | values
    page.type(pack_of(medicine, 90), values.pop("price"), **values).send()

    assert (page.was_saved, page.status) == (False, 422)
    assert said in page.text
    assert not ScheduledPrice.objects.exists()


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


# --- Warnings ------------------------------------------------------------------------------------


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


# --- The list ------------------------------------------------------------------------------------


def rows_of(client, **asked) -> list[str]:
    page = client.get(reverse(LIST), asked)
    return [text_of_row(row) for row in page.content.decode().split("<tr>")[2:]]


def text_of_row(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("</tr>")[0]).split())


@pytest.fixture
def one_of_each(medicine, clock):
    """One that waits, runs, has ended, was cancelled and never ran."""
    person = a_user(first_name="Tom", last_name="Adeyemi")
    sizes = {units: pack_of(medicine, units) for units in (60, 90, 120, 180, 270)}
    schedule(sizes[90], "66.50", clock.at(1), clock.at(99), by=person)
    schedule(sizes[120], "80.00", clock.at(1), by=person)
    worker_comes(clock.at(1))
    schedule(sizes[270], "160.00", clock.at(2), clock.at(3), by=person)
    worker_comes(clock.at(4))
    schedule(sizes[60], "36.40", clock.at(48), by=person)
    cancelled = schedule(sizes[180], "110.00", clock.at(48), by=person)
    actions.cancel(cancelled, by=person)


def test_the_list_says_what_each_is_and_does(price_editor, one_of_each):
    rows = {row.split(" pills")[0].split()[-1]: row for row in rows_of(price_editor)}

    assert "Baclofen 10 mg 90 pills" in rows["90"]
    assert "$68.00 $66.50 −2% Running Tom Adeyemi" in rows["90"]
    assert "stays $85.00 $80.00 −6% Ended Set, and stays. Tom" in rows["120"]
    assert "Ended Never ran: the worker stood still for all of its time." in rows["270"]
    assert "stays $52.00 $36.40 −30% above 20% Waiting" in rows["60"]
    assert "$118.00 $110.00 −7% Cancelled By Tom Adeyemi." in rows["180"]


@pytest.mark.parametrize(
    ("state", "number"),
    [("", 5), ("waiting", 1), ("running", 1), ("ended", 2), ("cancelled", 1)],
)
def test_each_tab_counts_what_it_lists(price_editor, one_of_each, state, number):
    asked = {"state": state} if state else {}
    page = price_editor.get(reverse(LIST), asked)
    [current] = [tab for tab in page.context["tabs"] if tab.is_current]
    assert (current.state, current.count) == (state, number)
    assert page.context["cl"].result_count == number
    assert f"{current.label} {number}" in text_of(page)


def test_the_list_asks_the_database_the_same_at_any_size(
    price_editor, medicine, clock, django_assert_num_queries
):
    for size, pack in enumerate(medicine.children.all()):
        if size in (1, 11):
            with django_assert_num_queries(8):
                price_editor.get(reverse(LIST))
        schedule(pack, "50.00", clock.at(24))


def test_there_is_a_desk_for_it(price_editor):
    page = price_editor.get(reverse(LIST)).content.decode()
    assert f'<a href="{reverse(LIST)}" aria-current="page">Scheduled</a>' in page


# --- Changing and cancelling ---------------------------------------------------------------------


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


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["Support", "Dispenser"])
def test_who_may_not_finds_none_of_it(group, medicine, clock):
    client, one = staff(group), schedule(pack_of(medicine, 90), "66.50", clock.at(24))
    for url in (reverse(LIST), reverse(ADD), url_of(one), url_of(one, "history")):
        assert client.get(url).status_code == 403
    assert client.post(url_of(one, "cancel")).status_code == 403
    assert client.post(url_of(one)).status_code == 403
    one.refresh_from_db()
    assert one.state == "waiting"


def test_who_may_only_look_changes_nothing(price_editor, medicine, clock):
    group = price_editor.user.groups.get()
    group.permissions.remove(
        *group.permissions.filter(codename__in=["add_scheduledprice", "change_scheduledprice"])
    )
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(24))
    assert price_editor.get(url_of(one)).status_code == 200
    one.refresh_from_db()
    forged = {f"pack-{one.pack_id}-price": "66.00", "starts_at": typed(1), "seen": one.seen}
    price_editor.post(url_of(one), forged)
    assert price_editor.post(url_of(one, "cancel")).status_code == 403
    chosen = {"action": "cancel_chosen", "_selected_action": [one.pk]}
    price_editor.post(reverse(LIST), chosen)
    assert price_editor.post(f"{reverse(ADD)}?medicine={medicine.pk}", {}).status_code == 403
    one.refresh_from_db()
    assert (one.state, str(one.price)) == ("waiting", "66.50")


def test_one_is_cancelled_by_a_post(price_editor, medicine, clock):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(24))
    assert price_editor.get(url_of(one, "cancel")).status_code == 405


def test_there_is_no_page_of_none(price_editor):
    for page, ask in (("change", price_editor.get), ("cancel", price_editor.post)):
        assert ask(reverse(f"admin:prices_scheduledprice_{page}", args=[0])).status_code == 404
