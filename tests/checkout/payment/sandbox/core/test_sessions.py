import pytest
import stripe


def test_a_fresh_session_is_open_and_has_no_intent(shop):
    session = shop.open(total=10435)

    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert session.payment_intent is None
    assert session.amount_total == 10435
    assert session.url == f"http://127.0.0.1:8001/c/pay/{session.id}"
    assert shop.client.v1.payment_intents.list().data == []


def test_paying_completes_the_session_and_only_holds_the_money(shop):
    session = shop.open(order="77")

    shop.sandbox.pay(session.id)

    session = shop.session(session.id)
    assert (session.status, session.payment_status, session.url) == ("complete", "unpaid", None)
    assert session.payment_intent.status == "requires_capture"
    assert session.payment_intent.metadata["order"] == "77"
    assert session.customer_details.name == "Sam Example"


def test_a_session_is_paid_once_the_money_is_captured(shop):
    session = shop.open()
    shop.sandbox.pay(session.id)

    shop.capture(shop.session(session.id).payment_intent.id)

    assert shop.session(session.id).payment_status == "paid"


def test_expiring_closes_the_session_for_good(shop):
    session = shop.client.v1.checkout.sessions.expire(shop.open().id)

    assert (session.status, session.url) == ("expired", None)
    assert shop.events() == ["checkout.session.expired"]
    with pytest.raises(stripe.InvalidRequestError, match="has a status of `expired`"):
        shop.client.v1.checkout.sessions.expire(session.id)


def test_a_complete_session_cannot_be_expired(shop):
    session = shop.open()
    shop.sandbox.pay(session.id)

    with pytest.raises(stripe.InvalidRequestError, match="has a status of `complete`"):
        shop.client.v1.checkout.sessions.expire(session.id)


def test_expiring_takes_a_begun_intent_along(shop):
    session = shop.open()
    shop.sandbox.pay(session.id, "4000000000000002")

    shop.client.v1.checkout.sessions.expire(session.id)

    intent = shop.session(session.id).payment_intent
    assert (intent.status, intent.cancellation_reason) == ("canceled", "expired")
    assert shop.events()[-2:] == ["payment_intent.canceled", "checkout.session.expired"]


def test_sessions_are_listed_newest_first_and_found_by_state_and_intent(shop):
    first, second = shop.open(order="1"), shop.open(order="2")
    shop.sandbox.pay(first.id)
    sessions = shop.client.v1.checkout.sessions

    assert [one.id for one in sessions.list().data] == [second.id, first.id]
    assert [one.id for one in sessions.list({"status": "complete"}).data] == [first.id]
    intent = shop.session(first.id).payment_intent.id
    assert [one.id for one in sessions.list({"payment_intent": intent}).data] == [first.id]


def test_an_unknown_session_is_missing(shop):
    with pytest.raises(stripe.InvalidRequestError, match="No such checkout.session") as caught:
        shop.session("cs_test_none")

    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")


@pytest.mark.parametrize(
    ("minutes", "good"), [(29, False), (31, True), (1439, True), (1441, False)]
)
def test_a_session_lives_from_half_an_hour_to_a_day(shop, minutes, good):
    params = {**shop.params(), "expires_at": shop.sandbox.now() + minutes * 60}

    if good:
        assert shop.client.v1.checkout.sessions.create(params).status == "open"
    else:
        with pytest.raises(stripe.InvalidRequestError, match="between 30 minutes and 24 hours"):
            shop.client.v1.checkout.sessions.create(params)


@pytest.mark.parametrize(("total", "code"), [(49, "amount_too_small"), (10**8, "amount_too_large")])
def test_totals_stripe_cannot_take(shop, total, code):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.open(total=total)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("success_url", "orders/1/", "Not a valid URL"),
        ("cancel_url", "javascript:alert(1)", "Not a valid URL"),
        ("customer_email", "nobody", "Invalid email address"),
    ],
)
def test_values_stripe_refuses(shop, name, value, message):
    with pytest.raises(stripe.InvalidRequestError, match=message):
        shop.client.v1.checkout.sessions.create({**shop.params(), name: value})


def test_a_currency_nobody_knows_is_refused(shop):
    params = shop.params()
    params["line_items"][0]["price_data"]["currency"] = "xyz"

    with pytest.raises(stripe.InvalidRequestError, match="Invalid currency: xyz"):
        shop.client.v1.checkout.sessions.create(params)
