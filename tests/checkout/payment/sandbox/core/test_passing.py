"""What time does, tried by moving the clock."""

import pytest
import stripe

from checkout.payment.sandbox.core.sandbox import Sandbox


def test_an_unpaid_session_expires_at_its_hour(shop):
    session = shop.open()

    shop.sandbox.move_clock(seconds=30 * 60)
    assert shop.session(session.id).status == "open"
    shop.sandbox.move_clock(hours=2)

    assert shop.session(session.id).status == "expired"
    [event] = shop.sandbox.events("checkout.session.expired")
    assert event["created"] == session.expires_at
    assert event["request"] == {"id": None, "idempotency_key": None}


def test_a_paid_session_does_not_expire(shop):
    shop.held()

    shop.sandbox.move_clock(days=2)

    assert shop.sandbox.events("checkout.session.expired") == []


def test_money_nobody_took_in_time_is_let_go(shop):
    intent = shop.held(total=10435)
    until = intent.latest_charge.payment_method_details.card.capture_before

    shop.sandbox.move_clock(days=9)

    intent = shop.intent(intent.id)
    assert (intent.status, intent.cancellation_reason) == ("canceled", "automatic")
    assert (intent.canceled_at, intent.amount_capturable) == (until, 0)
    [release] = shop.charge(intent.id).refunds.data
    assert (release.reason, release.amount) == ("expired_uncaptured_charge", 10435)
    assert shop.events()[-2:] == ["charge.expired", "payment_intent.canceled"]
    with pytest.raises(stripe.InvalidRequestError, match="status of canceled"):
        shop.capture(intent.id)


def test_captured_money_stays_captured(shop):
    intent = shop.captured()

    shop.sandbox.move_clock(days=30)

    assert shop.intent(intent.id).status == "succeeded"


def test_time_goes_only_forward(stripe_sandbox):
    with pytest.raises(ValueError, match="only goes forward"):
        stripe_sandbox.move_clock(seconds=-1)


def test_a_moved_clock_stays_moved_in_the_next_process(tmp_path):
    sandbox = Sandbox(tmp_path / "state", source=lambda: 1_000)
    sandbox.move_clock(hours=1, days=1)
    sandbox.close()

    later = Sandbox(tmp_path / "state", source=lambda: 1_010)
    assert later.now() == 1_010 + 3600 + 86400
    later.close()
