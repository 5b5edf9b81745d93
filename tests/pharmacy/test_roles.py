"""Every address of the shop as everybody: what is not theirs answers 403, 404 or asks to sign in.

The README's table of roles is held against the same truth.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import a_user
from tests.pharmacy.addresses import SHOPPERS, STAFFS
from tests.pharmacy.roles import AREAS, EVERY_STAFF, NOBODYS, OWNER, OWNERS, ROLES, readme_table
from tests.pharmacy.things import answer_to, filled, signed_in

pytestmark = pytest.mark.django_db
SIGN_IN_AND_OUT = {"login", "logout"}
# Of one visitor: what they show is chosen by cookie, not by address.
OPEN = {
    *("home", "medicines", "search", "suggestions", "contact"),
    *("robots", "sitemap", "sitemap-pages"),
    *("order-find", "order-link-sent", "cart", "personal"),
}
# Of an account: its tests are in tests/checkout/accounts.
ACCOUNTS = ("account", "address", "mfa_")
STEPS = {
    *("checkout-details", "checkout-delivery", "checkout-patient", "checkout-review"),
    "consultation-packs",
}


def test_every_address_of_staff_is_in_the_table():
    told = [name for area in (*AREAS, EVERY_STAFF, OWNERS) for name in area.addresses]
    assert sorted([*told, *NOBODYS, *SIGN_IN_AND_OUT]) == sorted(STAFFS)


@pytest.mark.parametrize("role", [*ROLES, OWNER])
def test_a_member_of_staff_opens_what_is_theirs_and_nothing_else(things, role):
    client = signed_in(f"{role}@example.com")
    may = {
        name
        for area in (*AREAS, EVERY_STAFF, OWNERS)
        for name in area.addresses
        if role in area.who or role == OWNER
    }
    opened = {
        name
        for name, path in STAFFS.items()
        if name not in SIGN_IN_AND_OUT
        and answer_to(client, filled(path, things)).status_code != 403
    }
    assert opened == may


@pytest.mark.parametrize("who", ["a customer", "nobody"])
def test_who_is_no_staff_is_asked_to_sign_in(things, who):
    client = Client(raise_request_exception=False)
    if who == "a customer":
        client.force_login(a_user("customer@example.com"))
    for name in STAFFS.keys() - SIGN_IN_AND_OUT:
        answer = answer_to(client, filled(STAFFS[name], things))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/admin/login/"), name


@pytest.mark.parametrize("who", ["nobody", "customer", *ROLES, OWNER])
def test_an_order_is_nobodys_but_the_shoppers(things, who):
    client = Client(raise_request_exception=False)
    if who != "nobody":
        if who == "customer":
            a_user("customer@example.com")
        client = signed_in(f"{who}@example.com")
    for name, path in SHOPPERS.items():
        if "<slug:number>" in path:
            answer = answer_to(client, filled(path, things))
            assert answer.status_code == 404, name
            assert "Baclofen" not in answer.content.decode(), name


def test_every_address_of_shoppers_is_open_theirs_alone_or_guarded():
    guarded = {
        *("cart-add", "cart-add-set", "cart-set", "cart-swap", "cart-clear"),
        *("checkout-patient-files", "waiting", "consultation-begin", "webhook"),
    }
    public = {
        *("medicine", "category", "leaflet", "picture", "text"),
        *("waiting-noted", "sitemap-medicines"),
    }
    orders = {name for name, path in SHOPPERS.items() if "<slug:number>" in path}
    accounts = {name for name in SHOPPERS if name.startswith(ACCOUNTS)}
    nothing_without_more = {"consultation", "waiting-leave"}
    known = OPEN | STEPS | guarded | public | orders | accounts | nothing_without_more
    assert SHOPPERS.keys() == known
    nobody = Client(raise_request_exception=False)
    for name in OPEN:
        assert nobody.get(SHOPPERS[name]).status_code == 200, name
    for name in nothing_without_more:
        assert nobody.get(SHOPPERS[name]).status_code == 404, name
    for name in STEPS:
        assert nobody.get(SHOPPERS[name]).status_code == 303, name
    for name in guarded - {"checkout-patient-files"}:
        assert nobody.post(SHOPPERS[name]).status_code in (400, 403), name


def test_the_readme_tells_the_same():
    readme = (Path(settings.BASE_DIR) / "README.md").read_text()
    assert "\n".join(readme_table()) in readme
