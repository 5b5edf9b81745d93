"""Who may schedule prices, change them and cancel them."""

import pytest
from django.urls import reverse

from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.admin.conftest import staff
from tests.catalog.prices.schedule_page import ADD, LIST, pack_of, typed, url_of
from tests.catalog.prices.scheduling import schedule
from tests.checkout.pages import text_of

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def plans_only():
    """Somebody who holds every right to scheduled prices, and none to change a price."""
    client = staff("Price editor")
    group = client.user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="change_pack"))
    return client


def test_who_may_not_change_prices_schedules_none(plans_only, medicine):
    add = f"{reverse(ADD)}?medicine={medicine.pk}"
    assert plans_only.get(add).status_code == 403
    forged = {f"pack-{pack_of(medicine, 90).pk}-price": "66.50", "starts_at": typed(1)}
    assert plans_only.post(add, forged).status_code == 403
    assert reverse(ADD) not in plans_only.get(reverse(LIST)).content.decode()
    assert not ScheduledPrice.objects.exists()


def test_who_may_not_change_prices_changes_and_cancels_no_scheduled_one(
    plans_only, medicine, clock
):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(24))
    forged = {f"pack-{one.pack_id}-price": "66.00", "starts_at": typed(1), "seen": one.seen}
    plans_only.post(url_of(one), forged)
    assert plans_only.post(url_of(one, "cancel")).status_code == 403
    plans_only.post(reverse(LIST), {"action": "cancel_chosen", "_selected_action": [one.pk]})
    assert "Cancel this scheduled price" not in text_of(plans_only.get(url_of(one)))
    one.refresh_from_db()
    assert (one.state, str(one.price)) == ("waiting", "66.50")


def test_one_is_cancelled_by_a_post(price_editor, medicine, clock):
    one = schedule(pack_of(medicine, 90), "66.50", clock.at(24))
    assert price_editor.get(url_of(one, "cancel")).status_code == 405


def test_there_is_no_page_of_none(price_editor):
    for page, ask in (("change", price_editor.get), ("cancel", price_editor.post)):
        assert ask(reverse(f"admin:prices_scheduledprice_{page}", args=[0])).status_code == 404
