"""The list of orders in admin, and what Today says about them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from checkout.order.models import ShippingAddress
from checkout.payment.models import Reconciliation
from tests.checkout.order.desk.at_the_desk import held_order
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_placed_order

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("orders", [1, 6])
def test_the_list_asks_the_database_the_same_for_one_order_and_for_six(
    staff, order, orders, django_assert_num_queries
):
    pack = order.lines.get().product
    for _ in range(orders - 1):
        a_placed_order({pack: 1})
    owner = staff("owner")
    owner.get("/admin/order/order/")
    with django_assert_num_queries(8):
        assert owner.get("/admin/order/order/").status_code == 200


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


@pytest.mark.parametrize(
    ("left", "words", "state"),
    [
        ({"hours": 9, "minutes": 17}, "Ends in 9 h 16 min", "stop"),
        ({"days": 1, "hours": 16, "minutes": 1}, "Ends in 1 d 16 h", "warn"),
        ({"days": 4, "hours": 7, "minutes": 1}, "4 d 7 h left", ""),
    ],
)
def test_the_list_says_how_long_a_card_is_still_held(staff, order, left, words, state):
    order.attempts.update(capture_before=timezone.now() + timedelta(**left))
    listed = staff("owner").get("/admin/order/order/").content.decode()
    assert f'<span class="tag {state}">{words}</span>' in listed


def test_a_hold_nobody_will_charge_alarms_nobody(staff, order):
    ends = timezone.now() + timedelta(hours=1)
    order.attempts.update(capture_before=ends)
    type(order).objects.update(status="rejected")
    listed = text_of(staff("owner").get("/admin/order/order/"))
    assert "Ends in" not in listed
    assert date_format(timezone.localtime(ends), "j M Y, H:i") in listed
    order.attempts.update(state="released")
    assert (
        date_format(timezone.localtime(ends), "H:i")
        not in text_of(staff("owner").get("/admin/order/order/?status__exact=rejected"))
        .partition("Rejected")[2]
        .partition("Filter")[0]
    )


@pytest.mark.parametrize(("hours", "within"), [(11, {"12", "48"}), (47, {"48"}), (49, set())])
def test_orders_whose_hold_ends_soon_can_be_picked_out(staff, order, hours, within):
    order.attempts.update(capture_before=timezone.now() + timedelta(hours=hours))
    owner = staff("owner")
    for chosen in ("12", "48"):
        listed = text_of(owner.get("/admin/order/order/", {"hold": chosen}))
        assert (order.number in listed) == (chosen in within)
    assert order.number in text_of(owner.get("/admin/order/order/", {"hold": "99"}))


def test_today_says_who_waits_and_how_soon_a_hold_ends(staff, order):
    pharmacist = staff("pharmacist")
    assert "1 waits for a pharmacist their cards are held" in text_of(pharmacist.get("/admin/"))
    order.attempts.update(capture_before=timezone.now() + timedelta(hours=40))
    assert "1 hold ends within 48 h" in text_of(pharmacist.get("/admin/"))
    order.attempts.update(capture_before=timezone.now() + timedelta(hours=9))
    assert "1 hold ends within 12 h" in text_of(pharmacist.get("/admin/"))


def test_today_says_what_needs_a_person_with_the_button_that_helps(staff, order):
    support = staff("support")
    today = text_of(support.get("/admin/"))
    assert "0 need attention every payment is as it should be" in today

    order.attempts.update(needs_attention="Stripe's payment is another one.")
    today = text_of(support.get("/admin/"))
    assert "1 needs attention This payment is not as we know it." in today
    assert "Open it at Stripe" in today
    assert "Orders 1" in today


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (3, "Compared with Stripe 3 minutes ago: all agrees."),
        (20, "Last compared with Stripe 20 minutes ago: the worker may not run."),
    ],
)
def test_today_says_whether_our_payments_agree_with_stripe(staff, order, minutes, words):
    then = timezone.now() - timedelta(minutes=minutes)
    Reconciliation.objects.create(span="recent", started_at=then, finished_at=then, compared=3)
    Reconciliation.objects.create(
        span="nightly",
        started_at=then,
        finished_at=then,
        compared=214,
        differences=1,
    )
    today = text_of(staff("support").get("/admin/"))
    assert f"{words} Last night: 214 compared, 1 difference, put right. All comparisons" in today


def test_today_tells_a_price_editor_nothing_of_orders(staff, order):
    today = text_of(staff("prices").get("/admin/"))
    for words in ("for a pharmacist", "attention", "orders today", "Compared with Stripe"):
        assert words not in today


@pytest.mark.parametrize("orders", [1, 6])
def test_today_asks_the_database_the_same_for_one_order_and_for_six(
    staff, sandbox, orders, django_assert_num_queries
):
    for _ in range(orders):
        troubled = held_order(sandbox)
        troubled.attempts.update(needs_attention="Stripe's payment is another one.")
    support = staff("support")
    support.get("/admin/")
    with django_assert_num_queries(19):
        support.get("/admin/")


# --- comparisons with Stripe --------------------------------------------------------------------


def test_staff_see_every_comparison_with_stripe_and_change_none(staff):
    now = timezone.now()
    for counts in ({}, {"differences": 1}, {"differences": 2, "unexplained": 1}):
        Reconciliation.objects.create(
            span="nightly", started_at=now, finished_at=now, compared=214, **counts
        )
    Reconciliation.objects.create(span="recent", started_at=now)
    client = staff("support")
    listed = text_of(client.get("/admin/payment/reconciliation/"))
    for words in ("All agrees", "Put right", "For a person to look at", "Not finished", "214"):
        assert words in listed
    assert client.get("/admin/payment/reconciliation/add/").status_code == 403
    run = Reconciliation.objects.first()
    assert client.get(f"/admin/payment/reconciliation/{run.pk}/change/").status_code == 200
    assert client.post(f"/admin/payment/reconciliation/{run.pk}/change/").status_code == 403
    assert client.post(f"/admin/payment/reconciliation/{run.pk}/delete/").status_code == 403


def test_staff_see_what_a_comparison_leaves_for_them_to_look_at(staff):
    named = "A refund we do not know: re_1.\nA refund we do not know: re_<2>."
    Reconciliation.objects.create(
        span="nightly", started_at=timezone.now(), unexplained=2, words=named
    )
    response = staff("support").get("/admin/payment/reconciliation/")
    assert "re_1.<br>A refund we do not know: re_&lt;2&gt;." in response.text


def test_a_price_editor_sees_no_comparison(staff):
    assert staff("prices").get("/admin/payment/reconciliation/").status_code == 403
