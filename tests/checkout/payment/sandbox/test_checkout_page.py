"""The hosted page, asked without a browser. `Page` is a shopper with a pencil."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from checkout.payment.sandbox.checkout_page import CheckoutPage
from checkout.payment.sandbox.web import WebRequest, WebResponse

GOOD = {"card": "4242424242424242", "expiry": "12/34", "cvc": "123", "name": "Sam Example"}


class Page:
    def __init__(self, sandbox):
        self.page = CheckoutPage(sandbox, "Rowan <Pharmacy>")

    def get(self, path: str) -> WebResponse:
        return self.page.respond(WebRequest("GET", path, "", {}, b""))

    def post(self, path: str, **fields: str) -> WebResponse:
        return self.page.respond(WebRequest("POST", path, "", {}, urlencode(fields).encode()))


@pytest.fixture
def page(stripe_sandbox):
    return Page(stripe_sandbox)


@pytest.fixture
def address(shop):
    return f"/c/pay/{shop.open(order='77').id}"


def path_of(response: WebResponse) -> str:
    return response.headers["location"]


def text(response: WebResponse) -> str:
    return response.body.decode()


def test_the_page_says_what_is_paid_to_whom_and_that_it_is_no_real_money(page, address):
    shown = text(page.get(address))

    for words in (
        "Sandbox: no real money",
        "Rowan &lt;Pharmacy&gt;",
        "$104.35",
        "Order 77",
        "sam@example.com",
        "Your card is held now. The shop charges it when it is ready to send your order.",
        'href="http://127.0.0.1:8000/orders/77/"',
        "4242 4242 4242 4242",
        "4000 0027 6000 3184",
    ):
        assert words in shown


def test_paying_leads_back_to_the_shop(page, address, shop):
    response = page.post(address, **GOOD)

    session = address.rsplit("/", 1)[1]
    assert response.status == 303
    assert path_of(response) == f"http://127.0.0.1:8000/orders/77/return/?session={session}"
    assert shop.session(session).status == "complete"


def test_where_the_money_is_taken_at_once_the_page_says_so(page, shop):
    address = f"/c/pay/{shop.open(capture='automatic').id}"

    assert "Your card is charged now." in text(page.get(address))
    assert "held" not in text(page.get(address))
    assert page.post(address, **GOOD).status == 303
    assert "You have paid" in text(page.get(address))


def test_the_bank_may_ask_before_the_money_is_taken_at_once(page, shop):
    session = shop.open(capture="automatic")
    page.post(f"/c/pay/{session.id}", **{**GOOD, "card": "4000002760003184"})

    completed = page.post(f"/c/pay/{session.id}/challenge", answer="complete")

    assert path_of(completed) == session.success_url.replace("{CHECKOUT_SESSION_ID}", session.id)
    assert shop.session(session.id).payment_status == "paid"


def test_a_decline_says_why_and_stays_open(page, address):
    response = page.post(address, **{**GOOD, "card": "4000000000009995"})

    assert response.status == 200
    assert 'role="alert"' in text(response)
    assert "Your card has insufficient funds." in text(response)
    assert page.post(address, **GOOD).status == 303


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"card": "other", "number": "4242 4242 4242 4241"}, "number is incorrect"),
        ({"card": "other", "number": ""}, "number is incorrect"),
        ({"card": "other", "number": "4539 5787 6362 1486"}, "never a real one"),
        ({"expiry": "soon"}, "expiration date"),
        ({"expiry": "01/20"}, "expiration date"),
        ({"expiry": "01/2020"}, "expiration date"),
        ({"cvc": ""}, "security code"),
    ],
)
def test_what_is_mistyped_is_said_and_kept_in_the_form(page, address, changes, message):
    typed = {**GOOD, **changes, "name": "Ann Other"}

    shown = text(page.post(address, **typed))

    assert message in shown
    assert 'value="Ann Other"' in shown
    assert page.post(address, **GOOD).status == 303


def test_a_number_may_be_typed(page, address):
    typed = {**GOOD, "card": "other", "number": "5555 5555 5555 4444"}

    assert page.post(address, **typed).status == 303


def test_the_bank_may_ask_first(page, address, shop):
    challenge = page.post(address, **{**GOOD, "card": "4000002760003184"})
    assert (challenge.status, path_of(challenge)) == (303, f"{address}/challenge")
    shown = text(page.get(f"{address}/challenge"))
    assert "Complete" in shown
    assert "Fail" in shown

    failed = page.post(f"{address}/challenge", answer="fail")
    assert "unable to authenticate" in text(failed)
    assert path_of(page.get(f"{address}/challenge")) == address

    page.post(address, **{**GOOD, "card": "4000002760003184"})
    completed = page.post(f"{address}/challenge", answer="complete")
    assert path_of(completed).startswith("http://127.0.0.1:8000/orders/77/return/")


def test_a_paid_page_sends_on_and_takes_nothing_more(page, address):
    page.post(address, **GOOD)

    for response in (page.get(address), page.post(address, **GOOD)):
        assert response.status == 200
        assert "Your card is held" in text(response)
        assert "<form" not in text(response)


def test_an_expired_page_sends_back(page, address, shop):
    shop.sandbox.move_clock(hours=1)

    for response in (page.get(address), page.post(address, **GOOD)):
        assert response.status == 410
        assert "This payment page has expired" in text(response)
        assert 'href="http://127.0.0.1:8000/orders/77/"' in text(response)


@pytest.mark.parametrize("path", ["/c/pay/cs_test_none", "/c/", "/c/pay/a/b/c", "/c/other.css"])
def test_nothing_else_is_there(page, path):
    assert page.get(path).status == 404


def test_what_a_shopper_types_is_never_markup(page, address):
    shown = text(page.post(address, **{**GOOD, "cvc": "", "name": '"><script>alert(1)</script>'}))

    assert "<script" not in shown


def test_the_page_needs_nothing_but_its_stylesheet(page, address):
    response = page.get(address)

    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:8000" in policy
    assert not re.search(r"<script|style=| on\w+=", text(response))
    assert page.get("/c/style.css").headers["content-type"] == "text/css"
    assert page.get("/c/icon.svg").status == 200


def test_every_field_has_its_label_and_every_id_is_single(page, address):
    class Reader(HTMLParser):
        ids: list[str] = []
        labelled: set[str] = set()
        fields: set[str] = set()

        def handle_starttag(self, tag, attrs):
            named = dict(attrs)
            self.ids.append(named.get("id", f"none{len(self.ids)}"))
            if tag == "label":
                self.labelled.add(named["for"])
            if tag == "input":
                self.fields.add(named["id"])

    reader = Reader()
    reader.feed(text(page.get(address)))

    assert reader.fields == reader.labelled
    assert len(reader.ids) == len({*reader.ids})
