"""How often pages ask the database for who has signed in, and that public ones do not differ."""

import pytest

from tests.checkout.accounts.people import add_address
from tests.checkout.pages import text_of
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import awaiting, baclofen_pack
from tests.checkout.shopping import Pharmacist
from tests.checkout.visitor import Reads, Visitor
from tests.factories import a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def questions_for(visitor, name) -> int:
    visitor.look(name)
    with Reads() as reads:
        assert visitor.look(name).status_code == 200
    return reads.number


@pytest.mark.parametrize(
    ("name", "most"),
    [("account", 7), ("account-orders", 7), ("account-prescriptions", 10), ("account-delete", 7)],
)
def test_more_orders_ask_no_more(account, visitor, name, most):
    pharmacist = Pharmacist().user
    counts = []
    for number in (2, 5):
        while account.orders.count() < number:
            order = awaiting({baclofen_pack(): 1, a_pack(legal_class="GSL"): 1}, user=account)
            deciding.approve(order, by=pharmacist)
        counts.append(questions_for(visitor, name))
    assert counts[0] == counts[1] <= most


def test_more_addresses_ask_no_more(visitor):
    add_address(visitor)
    few = questions_for(visitor, "account-addresses")
    for number in range(4):
        add_address(visitor, line1=f"{number} Sample Avenue")
    assert questions_for(visitor, "account-addresses") == few <= 5


@pytest.mark.parametrize(("shown", "most"), [({}, 2), ({"packs": "1"}, 3)])
def test_what_public_pages_fetch_asks_once_more_than_a_guests(visitor, shown, most):
    """For the session. Beside the cart's panel, where packs are, stands what delivery costs."""
    guest = Visitor()
    for packs in (1, 3):
        for who in (visitor, guest):
            who.add(a_pack())
        with Reads() as reads:
            page = visitor.look("personal", **shown)
        with Reads() as guests:
            guest.look("personal", **shown)
        assert "Account" in text_of(page), packs
        assert reads.number == guests.number + 1 == most


def test_public_pages_are_the_same_for_who_has_signed_in(visitor):
    pack = baclofen_pack()
    for path in ("/", "/medicines/", f"/medicines/{pack.parent.slug}/"):
        own, strangers = visitor.get(path), Visitor().get(path)
        assert own.content == strangers.content
        assert not own.cookies
