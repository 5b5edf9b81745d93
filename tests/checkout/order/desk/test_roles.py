"""Who may do what at the desk of orders: every address, as everybody."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from checkout.accounts.models import User
from checkout.order.desk.views import POSTS
from tests.checkout.order.desk.at_the_desk import address, page_of
from tests.factories import a_user

pytestmark = pytest.mark.django_db

LISTS = ["/admin/order/order/", "/admin/order/order/attention/", "/admin/payment/reconciliation/"]
AT_THE_SHELF = {"dispense", "ship", "correct_dispatch", "deliver", "take_back"}
MAY = {
    "prices": set(),
    "pharmacist": {
        *AT_THE_SHELF,
        "give_up",
        "ask_to_pay",
        "try_again",
        "give_up_mail",
        "put_aside",
        "mail_link",
    },
    "support": {
        "refund",
        "give_up",
        "ask_to_pay",
        "try_again",
        "give_up_mail",
        "put_aside",
        "mail_link",
    },
    "dispenser": AT_THE_SHELF,
    "owner": {view.__name__ for view in POSTS},
}
VERBS = sorted(MAY["owner"])
ANSWERED = (302, 404, 422)


def test_nobody_signed_in_is_sent_to_sign_in_and_nothing_is_done(client, order):
    answers = {verb: client.post(address(verb, order)) for verb in VERBS}
    led = {verb: (answer.status_code, answer.get("Location")) for verb, answer in answers.items()}
    asked = {verb: f"/admin/login/?next={address(verb, order)}" for verb in VERBS}
    assert led == {verb: (302, page) for verb, page in asked.items()}


@pytest.mark.parametrize("who", MAY)
def test_each_deed_asks_for_its_permission(staff, order, who):
    """An empty post does nothing: what is allowed is answered, the rest forbidden."""
    client = staff(who)
    statuses = {verb: client.post(address(verb, order)).status_code for verb in VERBS}
    assert {verb for verb, status in statuses.items() if status != 403} == MAY[who]
    assert {verb: statuses[verb] for verb in MAY[who] if statuses[verb] not in ANSWERED} == {}


def somebody_who_may(*deeds):
    staff = a_user()
    staff.is_staff = True
    staff.save()
    rights = [f"{deed}_order" for deed in deeds]
    staff.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return staff


def test_who_may_not_see_orders_does_nothing_to_one_and_is_shown_none(client, order):
    """A post that cannot be done is answered with the whole page of the order."""
    deeds = ("refund", "repair", "dispense", "ship", "take_back")
    client.force_login(somebody_who_may(*deeds))
    refund = {"payment": order.attempts.get().pk, "change": "1", "amount": "1", "reason": "Damaged"}
    answers = {verb: client.post(address(verb, order), refund) for verb in VERBS}
    assert {verb: answer.status_code for verb, answer in answers.items()} == dict.fromkeys(
        VERBS, 403
    )
    assert [verb for verb, answer in answers.items() if order.number in answer.text] == []


def test_who_may_only_look_does_nothing(client, order):
    client.force_login(somebody_who_may("view"))
    assert client.get(page_of(order)).status_code == 200
    statuses = {verb: client.post(address(verb, order)).status_code for verb in VERBS}
    assert statuses == dict.fromkeys(VERBS, 403)


def test_whoever_may_see_orders_sees_every_page_of_them(staff, order):
    pages = [*LISTS, page_of(order)]
    statuses = {who: [staff(who).get(page).status_code for page in pages] for who in MAY}
    assert statuses == {who: [403 if who == "prices" else 200] * len(pages) for who in MAY}


@pytest.mark.parametrize("page", ["pick_list", "labels"])
def test_pick_lists_and_labels_are_for_those_who_dispense(staff, order, page):
    shown = {who: staff(who).get(address(page, order)).status_code for who in MAY}
    assert shown == {who: 200 if "dispense" in MAY[who] else 403 for who in MAY}
    sent = {who: staff(who).post(address(page, order)).status_code for who in MAY}
    assert {who: status for who, status in sent.items() if status not in (403, 405)} == {}


def test_nobody_signed_in_sees_none_of_them(client, order):
    shelf = [address(page, order) for page in ("pick_list", "labels")]
    for page in [*LISTS, page_of(order), *shelf, "/admin/order/order/recall/"]:
        assert client.get(page).url.startswith("/admin/login/?next=")


def test_a_deed_is_posted_with_a_token_and_never_followed_as_a_link(staff, order):
    owner = staff("owner")
    followed = {verb: owner.get(address(verb, order)).status_code for verb in VERBS}
    assert followed == dict.fromkeys(VERBS, 405)
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(User.objects.get(email="owner@example.com"))
    posted = {verb: forged.post(address(verb, order)).status_code for verb in VERBS}
    assert posted == dict.fromkeys(VERBS, 403)


def test_a_deed_about_no_order_is_not_found(staff, order):
    owner = staff("owner")
    gone = {verb: address(verb, order).replace(str(order.pk), "0") for verb in VERBS}
    statuses = {verb: owner.post(page).status_code for verb, page in gone.items()}
    assert statuses == dict.fromkeys(VERBS, 404)


def test_the_page_of_an_order_takes_no_post(staff, order):
    assert staff("owner").post(page_of(order)).status_code == 405
