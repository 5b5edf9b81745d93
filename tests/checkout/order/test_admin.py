"""An order's page in admin: who may look, who may decide, and what a decision does."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from catalog.demo.staff import add_demo_staff
from checkout.accounts.models import User
from checkout.order.models import ShippingAddress
from checkout.payment import outbox
from checkout.payment.paying import payment_page, synced_quietly
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_placed_order, attempt_of, refreshed
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(sandbox):
    """Held and waiting for a pharmacist."""
    order = a_placed_order({a_pack(a_dosage(a_medicine("Baclofen")), 90, "68.00"): 1})
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id)
    synced_quietly(order)
    return refreshed(order)


@pytest.fixture
def staff(client):
    add_demo_staff()

    def signed_in(who):
        client.force_login(User.objects.get(email=f"{who}@example.com"))
        return client

    return signed_in


def page_of(order):
    return reverse("admin:order_order_change", args=[order.pk])


def decide(client, order, **posted):
    address = reverse("admin:order_order_decide", args=[order.pk])
    return text_of(client.post(address, posted, follow=True))


def test_a_pharmacist_sees_what_is_to_be_decided(staff, order):
    text = text_of(staff("pharmacist").get(page_of(order)))
    for words in ("Baclofen 10 mg , 90 pills", "Prescription needed", "Held", "Approve and charge"):
        assert words in text
    assert "POM" not in text


def test_a_pharmacist_approves(staff, order):
    assert "Approved: the card is charged next." in decide(
        staff("pharmacist"), order, decision="approve"
    )
    assert refreshed(order).status == "approved"
    change = order.status_changes.latest("pk")
    assert change.by.email == "pharmacist@example.com"


def test_the_enter_key_in_a_reason_can_only_reject(staff, order):
    """A browser presses the first button of the form whose field has the focus."""
    page = staff("pharmacist").get(page_of(order)).content.decode()
    [reject] = [
        form for form in re.findall(r"(?s)<form.*?</form>", page) if 'name="reason"' in form
    ]
    assert re.findall(r'name="decision" value="(\w+)"', reject) == ["reject"]
    assert "<textarea" in reject


def test_a_rejection_needs_a_reason(staff, order):
    pharmacist = staff("pharmacist")
    assert "Say why" in decide(pharmacist, order, decision="reject")
    assert refreshed(order).status == "awaiting_pharmacist"
    decide(pharmacist, order, decision="reject", reason="No prescription came")
    assert refreshed(order).status == "rejected"


def test_the_second_decision_is_told_that_there_is_nothing_to_decide(staff, order):
    pharmacist = staff("pharmacist")
    decide(pharmacist, order, decision="approve")
    text = decide(pharmacist, order, decision="reject", reason="Too late")
    assert "there is nothing to decide" in text
    assert refreshed(order).status == "approved"


@pytest.mark.parametrize("posted", [{}, {"decision": "ship"}, {"decision": "approve\0"}])
def test_a_decision_that_is_none_changes_nothing(staff, order, posted):
    decide(staff("pharmacist"), order, **posted)
    assert refreshed(order).status == "awaiting_pharmacist"


def test_a_price_editor_neither_sees_nor_decides_orders(staff, order):
    client = staff("prices")
    assert client.get(page_of(order)).status_code == 403
    address = reverse("admin:order_order_decide", args=[order.pk])
    assert client.post(address, {"decision": "approve"}).status_code == 403
    assert refreshed(order).status == "awaiting_pharmacist"


@pytest.mark.parametrize("orders", [1, 6])
def test_the_list_asks_the_database_the_same_for_one_order_and_for_six(
    staff, order, orders, django_assert_max_num_queries
):
    pack = order.lines.get().product
    for _ in range(orders - 1):
        a_placed_order({pack: 1})
    owner = staff("owner")
    with django_assert_max_num_queries(9):
        assert owner.get(reverse("admin:order_order_changelist")).status_code == 200


@pytest.mark.parametrize(
    "typed", ["number", "lower", "apart", "part", "Margaret", "arga", "Jane Webb", "sam@exa"]
)
def test_an_order_is_found_by_what_a_shopper_says_on_the_telephone(staff, order, typed):
    number = order.number
    ShippingAddress.objects.update(first_name="Margaret", last_name="Jane Webb")
    words = {
        "number": number,
        "lower": number.lower().replace("-", ""),
        "apart": number.replace("-", " "),
        "part": number[:4],
    }
    owner = staff("owner")
    listed = text_of(owner.get("/admin/order/order/", {"q": words.get(typed, typed)}))
    assert f"{number} Margaret Jane Webb Awaiting the pharmacist $72.95 1" in listed
    assert order.number not in text_of(owner.get("/admin/order/order/", {"q": "nobody"}))


def test_the_list_says_until_when_a_card_is_held(staff, order):
    ends = date_format(timezone.localtime(attempt_of(order).capture_before), "j M Y, H:i")
    owner = staff("owner")
    assert ends in text_of(owner.get("/admin/order/order/"))
    order.attempts.update(state="released")
    assert ends not in text_of(owner.get("/admin/order/order/"))


def test_today_says_who_waits_and_what_needs_a_person_and_leads_there(staff, order):
    pharmacist = staff("pharmacist")
    today = text_of(pharmacist.get("/admin/"))
    assert "1 waiting for the pharmacist" in today
    assert "needing attention" not in today

    order.attempts.update(needs_attention="Another amount is held.")
    assert "1 needing attention" in text_of(pharmacist.get("/admin/"))
    listed = text_of(pharmacist.get("/admin/order/order/?attention=payment"))
    assert order.number in listed
    order.attempts.update(needs_attention="")
    assert order.number not in text_of(pharmacist.get("/admin/order/order/?attention=payment"))


def test_today_says_what_is_tried_in_vain_and_the_order_says_why(staff, order):
    owner = staff("owner")
    row = outbox.promise_mail(order, "received")
    type(row).objects.filter(pk=row.pk).update(tries=5, last_error="550 no such mailbox")
    assert "tried again and again" not in text_of(owner.get("/admin/"))
    type(row).objects.filter(pk=row.pk).update(tries=6)
    assert "1 tried again and again" in text_of(owner.get("/admin/"))
    assert order.number in text_of(owner.get("/admin/order/order/?attention=stuck"))
    assert "Tried 6 times and not done: send a mail. 550 no such mailbox" in text_of(
        owner.get(page_of(order))
    )
    type(row).objects.filter(pk=row.pk).update(done_at=timezone.now())
    assert order.number not in text_of(owner.get("/admin/order/order/?attention=stuck"))


def test_today_tells_a_price_editor_nothing_of_orders(staff, order):
    assert "waiting for the pharmacist" not in text_of(staff("prices").get("/admin/"))
