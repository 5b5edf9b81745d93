"""Checkout Sessions: what is in them, how long they live, how they are found."""

import pytest
import stripe


@pytest.mark.parametrize("capture", ["manual", "automatic"])
def test_a_session_opens_with_all_our_settings_and_says_so(account, capture):
    params = account.params(total=10435, capture=capture)

    session = account.v1.checkout.sessions.create(params)

    assert (session.mode, session.status, session.payment_status) == ("payment", "open", "unpaid")
    assert (session.amount_total, session.currency) == (10435, "usd")
    assert session.payment_method_types == ["card"]
    assert session.adaptive_pricing.enabled is False
    assert session.automatic_tax.enabled is False
    for name in (
        "cancel_url",
        "client_reference_id",
        "customer_email",
        "expires_at",
        "success_url",
    ):
        assert session[name] == params[name]
    assert session.metadata.to_dict() == params["metadata"]
    assert session.url.startswith("http")
    assert session.livemode is False


def test_a_fresh_session_has_no_intent_even_when_it_is_asked_for(account):
    session = account.open()
    assert session.payment_intent is None

    again = account.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )

    assert (again.id, again.payment_intent) == (session.id, None)


@pytest.mark.parametrize("minutes", [20, 25 * 60])
def test_a_session_lives_from_half_an_hour_to_a_day(account, minutes):
    params = {**account.params(), "expires_at": account.now() + minutes * 60}

    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.v1.checkout.sessions.create(params)

    assert (caught.value.http_status, caught.value.param) == (400, "expires_at")


def test_an_open_session_is_expired_once(account):
    session = account.open()

    expired = account.v1.checkout.sessions.expire(session.id)

    assert (expired.status, expired.payment_status, expired.url) == ("expired", "unpaid", None)
    with pytest.raises(stripe.InvalidRequestError, match="can be expired") as caught:
        account.v1.checkout.sessions.expire(session.id)
    assert caught.value.http_status == 400
    assert account.v1.checkout.sessions.retrieve(session.id).status == "expired"


def test_sessions_are_listed_by_time_newest_first(account):
    first, second = account.open(), account.open()
    since = {"gte": first.created}

    listed = account.v1.checkout.sessions.list({"created": since, "limit": 100})

    found = [one.id for one in listed.auto_paging_iter() if one.id in (first.id, second.id)]
    assert {*found} == {first.id, second.id}
    assert second.created == first.created or found == [second.id, first.id]
    created = [one.created for one in listed.data]
    assert created == sorted(created, reverse=True)


def test_a_list_goes_on_after_the_session_named(account):
    first, second = account.open(), account.open()
    asked = {"created": {"gte": first.created}, "expand": ["data.payment_intent.latest_charge"]}
    listed = account.v1.checkout.sessions.list({**asked, "limit": 100}).data
    newest = listed[0].id

    rest = account.v1.checkout.sessions.list({**asked, "limit": 100, "starting_after": newest})

    assert newest not in [one.id for one in rest.data]
    assert {first.id, second.id} - {newest} <= {one.id for one in rest.data}


def test_a_session_nobody_knows_is_missing(account):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.v1.checkout.sessions.retrieve("cs_test_none")

    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
