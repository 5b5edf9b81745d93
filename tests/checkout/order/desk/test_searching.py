"""Staff find an order by its number, an e-mail or a name, among few and among many."""

import pytest

from checkout.order.desk.searching import searched
from checkout.order.models import Order
from tests.checkout.order.desk.at_the_desk import ninety_pills
from tests.checkout.shopping import a_placed_order

pytestmark = pytest.mark.django_db


def an_order(**details):
    return a_placed_order({ninety_pills(): 1}, **details)


@pytest.fixture
def orders():
    """Each of their names has a letter that no number has."""
    return {
        "lola": an_order(email="lola@loveless.example", first_name="Lola", last_name="Loveless"),
        "olive": an_order(email="olive@sails.example", first_name="Olive", last_name="Hopper"),
        "milo": an_order(email="milo@lola.example", first_name="Milo", last_name="O'Toole"),
    }


@pytest.mark.parametrize("most", [0, 1, 5_000])
def test_each_word_is_in_the_number_the_address_or_the_name(orders, most):
    """However many the list counts: what many have is looked for in another way."""
    expected = {
        "loveless": {"lola"},
        "LOVE": {"lola"},
        "lola": {"lola", "milo"},
        "lola love": {"lola"},
        "milo lola": {"milo"},
        "sails.example": {"olive"},
        "o'toole": {"milo"},
        "o": {"olive", "milo"},
        "ol": {"olive"},
        "live": {"olive"},
        "ov": set(),
        "nobody": set(),
        "lola nobody": set(),
        "'lola'": {"lola", "milo"},
        "%": set(),
        "_": set(),
    }
    names = {order.pk: name for name, order in orders.items()}
    found = {
        typed: {names[one.pk] for one in searched(Order.objects.all(), typed, most=most)}
        for typed in expected
    }
    assert found == expected


def test_a_number_is_found_as_it_is_read_out_and_by_a_part(orders):
    order = orders["lola"]
    number = order.number
    for typed in (number, number.lower(), number.replace("-", " "), number.replace("-", "")):
        assert list(searched(Order.objects.all(), typed, most=5)) == [order], typed
    assert order in searched(Order.objects.all(), number[5:], most=5)


def test_what_a_list_is_narrowed_to_stays(orders):
    none = Order.objects.filter(status="rejected")
    assert not searched(none, "lola", most=5).exists()
    assert not searched(none, orders["lola"].number, most=5).exists()
