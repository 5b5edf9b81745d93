"""How often one visitor may come: counted by where they come from, and told kindly."""

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from checkout.accounts.counting import network_of
from checkout.order.page import views
from checkout.order.page.access import signed_link
from checkout.payment.paying import PaymentPage
from pharmacy import limits
from pharmacy.limits import LIMITS, Limit
from tests.checkout.accounts.people import PASSWORD, an_account, sign_in
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.files.conftest import vault_folder  # noqa: F401
from tests.checkout.shopping import a_placed_order
from tests.checkout.visitor import Visitor, htmx
from tests.factories import a_dosage, a_medicine, a_pack
from tests.pharmacy.addresses import ADDRESSES
from tests.statements import statements

pytestmark = pytest.mark.django_db
TRIED = {
    *("account_login", "mfa_authenticate", "mfa_login_webauthn"),
    *(
        "account_reset_password",
        "account_reset_password_from_key",
        "account_signup",
        "order-keep",
        "order-find",
    ),
    *("order", "order-prescription", "order-files", "checkout-review", "pay", "order-return"),
    *("checkout-patient", "checkout-patient-files", "search", "suggestions"),
    *("waiting", "consultation-begin", "consultation"),
    *("account_email", "account-data", "cart-add", "cart-add-set", "cart-swap"),
}


def visitor_from(address: str, forwarded: str = "") -> Visitor:
    visitor = Visitor()
    visitor.defaults["REMOTE_ADDR"] = address
    if forwarded:
        visitor.defaults["HTTP_X_FORWARDED_FOR"] = forwarded
    return visitor


@pytest.fixture(autouse=True)
def two_of_each(monkeypatch):
    for name, limit in LIMITS.items():
        monkeypatch.setitem(LIMITS, name, limit._replace(visits=2))


def find(visitor, number="2222-2222"):
    return visitor.fill("order-find", number=number, email="sam@example.com")


def third(*visitors) -> int:
    """The answer to the third of three asks for an order's link, one by each of them."""
    return [find(visitor).status_code for visitor in visitors][2]


def ten_minutes_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE visits_counted SET ends = ends - interval '10 minutes'")


def test_whatever_can_be_tried_filled_or_made_to_work_has_a_limit():
    assert TRIED <= LIMITS.keys() <= ADDRESSES.keys()


def test_wherever_files_are_sent_they_are_counted_together():
    sending = {"order-prescription", "order-files", "checkout-patient", "checkout-patient-files"}
    assert {name for name, limit in LIMITS.items() if limit.work == "files"} == sending
    assert len({LIMITS[name].visits for name in sending}) == 1


def test_nothing_else_is_counted_least_of_all_what_is_answered_from_memory():
    free = {"home", "medicine", "medicines", "category", "picture", "leaflet", "cart", "webhook"}
    assert not free & LIMITS.keys()
    views = {entry.name: entry.callback for entry in get_resolver().url_patterns[:-1]}
    assert hasattr(views["home"], "shows")
    assert not [name for name in LIMITS if hasattr(views[name], "shows")]


def test_the_third_is_told_when_to_come_again_and_loses_nothing():
    visitor = visitor_from("192.0.2.1")
    for _ in range(2):
        assert find(visitor).status_code == 303

    answer = find(visitor, "R7KQ-2MXA")

    assert answer.status_code == 429
    assert 590 <= int(answer["Retry-After"]) <= 600
    assert "no-store" in answer["Cache-Control"]
    assert "Wait 10 minutes, then try again." in text_of(answer)
    html = answer.content.decode()
    assert 'name="number" value="R7KQ-2MXA"' in html
    assert 'name="email" value="sam@example.com"' in html
    assert 'action="/orders/find/"' in html
    ten_minutes_pass()
    assert find(visitor, "R7KQ-2MXA").status_code == 303


def test_looking_at_a_form_is_not_trying_it():
    visitor = visitor_from("192.0.2.1")
    assert {visitor.look("order-find").status_code for _ in range(5)} == {200}


def test_a_password_is_not_written_into_the_page():
    an_account()
    visitor = visitor_from("192.0.2.1")
    for _ in range(2):
        sign_in(visitor, "sam@example.com", "wrong")
    answer = sign_in(visitor, "sam@example.com")
    assert answer.status_code == 429
    assert PASSWORD not in answer.content.decode()
    assert 'value="sam@example.com"' in answer.content.decode()
    assert "Only a password, a code or a file has to be given again." in text_of(answer)


def test_what_another_site_sends_counts_for_nobody():
    visitor = visitor_from("192.0.2.1")
    for _ in range(5):
        assert visitor.post("/orders/find/", {"number": "1"}).status_code == 403
    assert find(visitor).status_code == 303


def test_a_link_that_opens_an_order_is_counted_and_the_order_itself_is_not():
    order = a_placed_order({a_pack(): 1})
    link = signed_link(order).removeprefix("http://localhost:8000")
    visitor = visitor_from("192.0.2.1")
    assert [visitor.get(link).status_code for _ in range(3)] == [302, 302, 429]
    assert {visitor.look("order", order.number).status_code for _ in range(4)} == {200}


@pytest.mark.parametrize(
    ("page", "asks"), [("pay", "payment_page"), ("order-return", "synced_quietly")]
)
def test_whoever_looks_at_an_own_order_has_stripe_asked_so_often_and_no_more(
    page, asks, monkeypatch
):
    """Each asks under the shop's key, and may hold a thread for ten seconds."""
    order, asked = a_placed_order({a_pack(): 1}), []
    monkeypatch.setattr(views, asks, lambda *_, **__: asked.append(page) or PaymentPage())
    visitor = Visitor.who_placed(order)
    visitor.defaults["REMOTE_ADDR"] = "192.0.2.1"
    assert [visitor.look(page, order.number).status_code for _ in range(3)] == [302, 302, 429]
    assert len(asked) == 2


def test_a_script_gets_a_line_and_leaves_its_page_alone():
    visitor = visitor_from("192.0.2.1")
    pack = a_pack(a_dosage(a_medicine("Baclofen")))
    fields = {"dosage": pack.dosage_id, "email": "sam@example.com"}
    headers = htmx() | {"Sec-Fetch-Site": "same-origin"}
    for _ in range(3):
        answer = visitor.post("/waiting/", fields, headers=headers)
    assert answer.status_code == 429
    assert answer.content == b"Too many requests: wait a little, then try again.\n"
    fetched = [
        visitor.get("/search/suggestions/?q=ba", headers={"Sec-Fetch-Dest": "empty"})
        for _ in range(3)
    ]
    assert [answer.status_code for answer in fetched] == [200, 200, 429]
    assert fetched[-1]["Content-Type"].startswith("text/plain")


def test_a_search_is_offered_again_with_its_words():
    visitor = visitor_from("192.0.2.1")
    answer = [visitor.get("/search/?q=baclofn") for _ in range(3)][-1]
    assert answer.status_code == 429
    assert 'href="/search/?q=baclofn"' in answer.content.decode()
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies


@pytest.mark.parametrize(
    ("path", "more"),
    [("/search/?q=baclofen", 1), ("/", 0), ("/medicines/", 0), ("/medicines/baclofen/", 0)],
)
def test_a_search_costs_one_statement_more_and_other_pages_none(path, more):
    a_pack(a_dosage(a_medicine("Baclofen")))

    def asked(visitor):
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(path).status_code == 200
        return len(statements(queries))

    asked(Visitor())
    assert asked(visitor_from("192.0.2.1")) == asked(Visitor()) + more


# --- Who it is ---------------------------------------------------------------------------------


def test_others_are_not_refused_for_somebodys_tries():
    first = visitor_from("192.0.2.1")
    for _ in range(3):
        find(first)
    assert find(visitor_from("192.0.2.2")).status_code == 303


def test_another_browser_at_the_same_address_is_the_same_visitor():
    assert third(*(visitor_from("192.0.2.1") for _ in range(3))) == 429


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_what_a_visitor_says_of_itself_fools_nobody(settings, proxies):
    """Each proxy of ours adds whom it saw behind what came."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    seen = ["198.51.100.7", "10.0.0.2"][:proxies]
    visitors = []
    for number in range(3):
        forged = f"203.0.113.{number}, 127.0.0.{number}"
        visitors.append(visitor_from("192.0.2.1", ", ".join([forged, *seen])))
    assert third(*visitors) == 429


@pytest.mark.parametrize("proxies", [1, 2])
def test_behind_our_proxies_everybody_is_counted_apart(settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    more = ", 10.0.0.2" * (proxies - 1)
    visitors = [visitor_from("192.0.2.1", f"198.51.100.{number}{more}") for number in range(3)]
    assert third(*visitors) == 303


def test_who_comes_past_our_proxies_is_where_the_connection_comes_from(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    visitors = [visitor_from("192.0.2.1", f"198.51.100.{number}") for number in range(3)]
    assert third(*visitors) == 429


def test_a_household_is_one_visitor_whatever_addresses_it_takes():
    same = [visitor_from(f"2001:db8:1:2::{number}") for number in range(3)]
    apart = [visitor_from(f"2001:db8:1:{number}::1") for number in range(3, 6)]
    assert third(*same) == 429
    assert third(*apart) == 303


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_network_is_read_off_an_address(address, network):
    assert network_of(address) == network


def test_who_tries_a_demo_on_its_own_machine_is_not_counted_but_behind_a_proxy():
    assert third(*(Visitor() for _ in range(3))) == 303
    assert third(*(visitor_from("127.0.0.1", "198.51.100.1") for _ in range(3))) == 429


def test_in_a_live_shop_everybody_is_counted(settings):
    settings.LIVE = True
    assert third(*(Visitor() for _ in range(3))) == 429


# --- What is kept ------------------------------------------------------------------------------


@pytest.mark.usefixtures("vault_folder")
def test_no_address_is_kept_and_nothing_for_longer_than_it_counts():
    find(visitor_from("192.0.2.77"))
    assert "192.0.2.77" not in str(kept())
    call_command("forget_old")
    assert len(kept()) == 1
    ten_minutes_pass()
    call_command("forget_old")
    assert kept() == []


def test_where_the_database_does_not_count_each_process_does(monkeypatch):
    def away(*_):
        raise OperationalError

    monkeypatch.setattr(limits, "count", away)
    monkeypatch.setitem(LIMITS, "order-find", Limit(3))
    visitor = visitor_from("192.0.2.1")
    assert [find(visitor).status_code for _ in range(4)] == [303, 303, 303, 429]
    assert find(visitor_from("192.0.2.2")).status_code == 303


def test_allauths_own_limits_answer_with_the_same_page():
    assert get_resolver().urlconf_module.handler429 == "pharmacy.limits.too_many"


def kept() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM visits_counted")
        return cursor.fetchall()
