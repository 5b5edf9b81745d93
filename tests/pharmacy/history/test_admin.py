"""The history as pharmacists read it."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.order.models import Line
from checkout.order.moving import move
from checkout.order.states import OrderState
from pharmacy.history.acting import acting
from tests.checkout.shopping import a_placed_order
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db
HISTORY = "/admin/history/entry/"


def signed_in(role: str) -> Client:
    person = a_user()
    person.is_staff = True
    person.save()
    person.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def pharmacist():
    return signed_in("Pharmacist")


def shown(client: Client, **asked) -> list[str]:
    rows = client.get(HISTORY, asked).context["rows"]
    return [f"{event.kind} {event.deed}" for event in rows]


def test_a_price_is_found_by_its_kind_and_its_number(pharmacist):
    price, other = a_pack().stockrecords.get(), a_pack().stockrecords.get()
    price.price = 7
    price.save()
    asked, of_other = {"kind": "price", "row": price.pk}, {"kind": "price", "row": other.pk}
    other.delete()
    assert shown(pharmacist, **asked) == ["price changed", "price added"]
    assert shown(pharmacist, **of_other) == ["price removed", "price added"]


def test_everything_of_an_order_is_found_by_its_number_also_what_is_gone(pharmacist):
    order = a_placed_order({a_pack(): 1, a_pack(): 2})
    move(order, OrderState.CANCELLED, now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM order_orderstatuschange WHERE order_id = %s", [order.pk])
    a_placed_order({a_pack(): 1})
    found = shown(pharmacist, order=order.number)
    assert {"order added", "order changed", "order line added", "order's move removed"} <= {*found}
    lines = [words for words in found if words.startswith("order line")]
    assert len(lines) == Line.objects.filter(order=order).count()


def test_what_one_person_did_is_found_and_what_one_request_did(pharmacist):
    colleague = a_user("ines@example.com")
    colleague.is_staff = True
    colleague.save()
    a_pack()
    with acting(user=colleague.pk) as request:
        a_pack()
    kinds = ["lot", "medicine or pack", "medicine or pack", "price", "stock of a dosage"]
    expected = [f"{kind} added" for kind in kinds]
    assert sorted(shown(pharmacist, by=colleague.pk)) == expected
    assert sorted(shown(pharmacist, request=request)) == expected
    page = pharmacist.get(HISTORY, {"by": colleague.pk}).content.decode()
    assert "ines@example.com" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"order": "R7KQ-XXXX"},
        {"request": "what"},
        {"by": "0"},
        {"kind": "secrets"},
        {"row": "99999999999999999999"},
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_shows_nothing(pharmacist, asked):
    a_pack()
    page = pharmacist.get(HISTORY, asked)
    assert page.status_code == 200
    assert not page.context["rows"]
    assert f'id="id_{next(iter(asked))}_error"' in page.content.decode()


def test_older_events_are_a_page_further(pharmacist):
    for _ in range(14):
        a_pack()  # five events
    first = pharmacist.get(HISTORY)
    assert len(first.context["rows"]) == 50
    assert first.context["older"] == "?page=2"
    assert pharmacist.get(HISTORY + "?page=2").context["newer"] == "?page=1"
    for odd in ("0", "-1", "x", "99999", "²"):
        assert pharmacist.get(HISTORY, {"page": odd}).status_code == 200


def test_a_page_of_the_history_takes_the_same_few_queries_however_long_it_is(pharmacist):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            pharmacist.get(HISTORY)
        return len(asked)

    with acting(user=a_user().pk):
        a_pack()
        queries()
        few = queries()
        for _ in range(15):
            a_pack()
    assert queries() == few <= 9


@pytest.mark.parametrize("role", ["Support", "Price editor"])
def test_others_of_the_staff_do_not_see_it(role):
    assert signed_in(role).get(HISTORY).status_code == 403


def test_nothing_of_it_can_be_changed_at_the_desk(pharmacist):
    for address in (f"{HISTORY}add/", f"{HISTORY}1/change/", f"{HISTORY}1/delete/"):
        assert pharmacist.get(address).status_code == 404
    assert pharmacist.post(HISTORY).status_code == 405
