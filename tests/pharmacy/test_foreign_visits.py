"""What a page elsewhere sends or fetches is refused, and uses up no visitor's number."""

import pytest

from checkout.order.page.access import signed_link
from pharmacy.limits import LIMITS
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_placed_order
from tests.factories import a_pack
from tests.pharmacy.test_limits import visitor_from

pytestmark = pytest.mark.django_db
OURS, ANOTHERS = {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "cross-site"}
FOLLOWED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
FETCHED = {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
FRAMED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}


@pytest.fixture(autouse=True)
def two_of_each(monkeypatch):
    for name, limit in LIMITS.items():
        monkeypatch.setitem(LIMITS, name, limit._replace(visits=2))


@pytest.mark.parametrize("path", ["/waiting/", "/cart/add/"])
def test_a_form_sent_from_elsewhere_counts_for_nobody(path):
    visitor = visitor_from("192.0.2.1")
    sent = [visitor.post(path, {}, headers=ANOTHERS).status_code for _ in range(5)]
    assert sent == [403] * 5
    ours = [visitor.post(path, {}, headers=OURS).status_code for _ in range(3)]
    assert ours[0] not in (403, 429)
    assert ours[2] == 429


@pytest.mark.parametrize("how", [FETCHED, FRAMED])
def test_a_search_fetched_from_elsewhere_is_refused_and_counts_for_nobody(how):
    visitor = visitor_from("192.0.2.1")
    path = "/search/?q=baclofen"
    fetched = [visitor.get(path, headers=ANOTHERS | how) for _ in range(5)]
    assert [answer.status_code for answer in fetched] == [403] * 5
    assert all("press or search again there" in text_of(answer) for answer in fetched)
    assert [visitor.get(path).status_code for _ in range(3)] == [200, 200, 429]


def test_a_link_followed_from_a_mail_opens_and_is_counted():
    link = signed_link(a_placed_order({a_pack(): 1})).removeprefix("http://localhost:8000")
    visitor = visitor_from("192.0.2.1")
    came = [visitor.get(link, headers=ANOTHERS | FOLLOWED).status_code for _ in range(3)]
    assert came == [302, 302, 429]
