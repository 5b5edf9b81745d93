import pytest
import stripe

from checkout.payment.sandbox.core.cards import TEST_CARDS, CardDetails, passes_luhn
from checkout.payment.sandbox.core.paying import NotPayableError, Outcome, RefusedCardError

DECLINED = {
    "4000000000000002": ("card_declined", "generic_decline"),
    "4000000000009995": ("card_declined", "insufficient_funds"),
    "4000000000009987": ("card_declined", "lost_card"),
    "4000000000009979": ("card_declined", "stolen_card"),
    "4000000000006975": ("card_declined", "card_velocity_exceeded"),
    "4100000000000019": ("card_declined", "fraudulent"),
    "4000000000000069": ("expired_card", None),
    "4000000000000127": ("incorrect_cvc", None),
    "4000000000000119": ("processing_error", None),
}
CHALLENGED = ["4000002500003155", "4000002760003184"]
CHALLENGED_IN_VAIN = ["4000008260003178", "4000008400001629"]
HELD = sorted({*TEST_CARDS} - {*DECLINED} - {*CHALLENGED} - {*CHALLENGED_IN_VAIN})


@pytest.mark.parametrize("number", HELD)
def test_cards_that_pay(shop, number):
    intent = shop.held(card=number)

    assert intent.status == "requires_capture"
    assert intent.latest_charge.payment_method_details.card.last4 == number[-4:]
    assert shop.events()[:4] == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        *shop.events()[3:4],
    ]
    assert shop.events()[-1] == "checkout.session.completed"


@pytest.mark.parametrize(("number", "codes"), DECLINED.items(), ids=DECLINED)
def test_cards_that_are_declined_leave_the_session_open(shop, number, codes):
    session = shop.open()

    assert shop.sandbox.pay(session.id, number) is Outcome.DECLINED

    session = shop.session(session.id)
    intent = session.payment_intent
    error = intent.last_payment_error
    assert (session.status, intent.status) == ("open", "requires_payment_method")
    assert (error.code, error.to_dict().get("decline_code")) == codes
    assert error.message == shop.sandbox.last_error(session.id)
    assert intent.latest_charge.status == "failed"
    assert (intent.amount_capturable, shop.sandbox.money()) == (0, [])
    assert shop.events()[-2:] == ["charge.failed", "payment_intent.payment_failed"]


def test_after_a_decline_another_card_pays_with_the_same_intent(shop):
    session = shop.open()
    shop.sandbox.pay(session.id, "4000000000000002")
    first = shop.session(session.id).payment_intent

    shop.sandbox.pay(session.id)

    intent = shop.session(session.id).payment_intent
    assert (intent.id, intent.status) == (first.id, "requires_capture")
    assert intent.last_payment_error is None
    assert intent.latest_charge.id != first.latest_charge.id
    tried = shop.client.v1.charges.list({"payment_intent": intent.id}).data
    assert [charge.status for charge in tried] == ["succeeded", "failed"]


@pytest.mark.parametrize("number", CHALLENGED)
def test_three_d_secure_holds_nothing_until_it_is_passed(shop, number):
    session = shop.open()

    assert shop.sandbox.pay(session.id, number) is Outcome.CHALLENGE

    intent = shop.session(session.id).payment_intent
    assert (intent.status, intent.latest_charge) == ("requires_action", None)
    assert intent.next_action.redirect_to_url.url == f"{session.url}/challenge"
    assert shop.events()[-1] == "payment_intent.requires_action"

    assert shop.sandbox.answer_challenge(session.id, passed=True) is Outcome.HELD
    intent = shop.session(session.id).payment_intent
    assert (intent.status, intent.next_action) == ("requires_capture", None)
    card = intent.latest_charge.payment_method_details.card
    assert card.three_d_secure.result == "authenticated"


def test_a_failed_challenge_leaves_the_session_open(shop):
    session = shop.open()
    shop.sandbox.pay(session.id, CHALLENGED[0])

    assert shop.sandbox.answer_challenge(session.id, passed=False) is Outcome.DECLINED

    session = shop.session(session.id)
    intent = session.payment_intent
    assert (session.status, intent.status) == ("open", "requires_payment_method")
    assert intent.last_payment_error.code == "payment_intent_authentication_failure"
    with pytest.raises(NotPayableError):
        shop.sandbox.answer_challenge(session.id, passed=True)


@pytest.mark.parametrize("number", CHALLENGED_IN_VAIN)
def test_a_bank_may_decline_after_the_challenge(shop, number):
    session = shop.open()
    shop.sandbox.pay(session.id, number)

    assert shop.sandbox.answer_challenge(session.id, passed=True) is Outcome.DECLINED
    assert shop.session(session.id).payment_intent.status == "requires_payment_method"


def test_a_challenge_may_be_left_for_another_card(shop):
    session = shop.open()
    shop.sandbox.pay(session.id, CHALLENGED[0])
    shop.sandbox.pay(session.id, CHALLENGED[1])

    assert shop.sandbox.pay(session.id) is Outcome.HELD


@pytest.mark.parametrize(
    ("card", "message"),
    [
        (CardDetails("4242424242424241"), "number is incorrect"),
        (CardDetails("4242 or so"), "number is incorrect"),
        (CardDetails("4539578763621486"), "never a real one"),
        (CardDetails("4242424242424242", exp_month=1, exp_year=2020), "expiration date"),
        (CardDetails("4242424242424242", exp_month=13), "expiration date"),
        (CardDetails("4242424242424242", cvc="12"), "security code"),
        (CardDetails("4242424242424242", cvc="abc"), "security code"),
    ],
)
def test_a_card_refused_before_any_bank_is_asked_leaves_no_trace(shop, card, message):
    session = shop.open()

    with pytest.raises(RefusedCardError, match=message):
        shop.sandbox.pay(session.id, card)

    assert shop.session(session.id).payment_intent is None
    assert shop.events() == []


@pytest.mark.parametrize("end", ["paid", "expired"])
def test_a_closed_session_takes_no_card(shop, end):
    session = shop.open()
    if end == "paid":
        shop.sandbox.pay(session.id)
    else:
        shop.client.v1.checkout.sessions.expire(session.id)

    with pytest.raises(NotPayableError):
        shop.sandbox.pay(session.id)


def test_the_test_numbers_are_well_formed_and_grouped_as_on_the_card():
    assert all(passes_luhn(number) for number in TEST_CARDS)
    assert TEST_CARDS["4242424242424242"].spaced == "4242 4242 4242 4242"
    assert TEST_CARDS["378282246310005"].spaced == "3782 822463 10005"


def test_a_blocked_payment_never_reached_the_bank(shop):
    session = shop.open()
    shop.sandbox.pay(session.id, "4100000000000019")

    charge = shop.session(session.id).payment_intent.latest_charge
    assert isinstance(charge, stripe.Charge)
    assert (charge.outcome.type, charge.outcome.network_status) == (
        "blocked",
        "not_sent_to_network",
    )
