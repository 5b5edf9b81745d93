import pytest
import stripe


def test_a_refund_of_everything(shop):
    intent = shop.captured(total=10435)

    refund = shop.refund(intent.id)

    assert (refund.amount, refund.status, refund.payment_intent) == (10435, "succeeded", intent.id)
    charge = shop.charge(intent.id)
    assert (charge.refunded, charge.amount_refunded) == (True, 10435)
    assert shop.events()[-2:] == ["refund.created", "charge.refunded"]


def test_several_parts_add_up_and_never_exceed_what_was_captured(shop):
    intent = shop.captured(total=10000, take=7000)
    shop.refund(intent.id, 3000)

    with pytest.raises(stripe.InvalidRequestError, match=r"\$40\.01\).*\(\$40\.00\)") as caught:
        shop.refund(intent.id, 4001)
    assert (caught.value.code, caught.value.param) == (None, "amount")

    assert shop.refund(intent.id).amount == 4000
    assert shop.sandbox.money() == [(10000, 7000, 7000)]


def test_a_charge_is_not_refunded_twice(shop):
    intent = shop.captured()
    shop.refund(intent.id)

    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.refund(intent.id)

    assert caught.value.code == "charge_already_refunded"


def test_held_money_is_cancelled_not_refunded(shop):
    intent = shop.held()

    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        shop.refund(intent.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.client.v1.refunds.create({"charge": intent.latest_charge.id})
    assert caught.value.code == "charge_not_refundable"


def test_released_money_is_not_refunded_again(shop):
    intent = shop.cancel(shop.held().id)

    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        shop.refund(intent.id)


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, "parameter_missing"),
        ({"payment_intent": "pi_none"}, "resource_missing"),
        ({"charge": "ch_none"}, "resource_missing"),
    ],
)
def test_a_refund_needs_something_to_refund(shop, params, code):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.client.v1.refunds.create(params)

    assert caught.value.code == code


@pytest.mark.parametrize("amount", [0, -100])
def test_a_refund_of_nothing(shop, amount):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.refund(shop.captured().id, amount)

    assert caught.value.code == "parameter_invalid_integer"


def test_a_pending_refund_counts_until_it_settles(shop):
    intent = shop.captured(total=10000, card="4000000000007726")

    refund = shop.refund(intent.id, 6000)

    assert (refund.status, refund.pending_reason) == ("pending", "processing")
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount"):
        shop.refund(intent.id, 4001)
    shop.sandbox.move_clock(seconds=60)
    assert shop.client.v1.refunds.retrieve(refund.id).status == "succeeded"
    assert shop.events()[-2:] == ["refund.updated", "charge.refund.updated"]


def test_a_refund_that_fails_later_is_owed_again(shop):
    intent = shop.captured(total=10000, card="4000000000005126")
    refund = shop.refund(intent.id)
    assert refund.status == "succeeded"

    shop.sandbox.move_clock(seconds=60)

    refund = shop.client.v1.refunds.retrieve(refund.id)
    assert (refund.status, refund.failure_reason) == ("failed", "expired_or_canceled_card")
    charge = shop.charge(intent.id)
    assert (charge.refunded, charge.amount_refunded) == (False, 0)
    assert "refund.failed" in shop.events()
    assert shop.sandbox.money() == [(10000, 10000, 0)]


def test_refunds_are_listed_by_charge_and_intent(shop):
    one, other = shop.captured(order="1"), shop.captured(order="2")
    refund = shop.refund(one.id, 500)
    shop.refund(other.id, 700)
    refunds = shop.client.v1.refunds

    assert [found.amount for found in refunds.list().data] == [700, 500]
    assert [found.id for found in refunds.list({"payment_intent": one.id}).data] == [refund.id]
    charge = shop.charge(one.id).id
    assert [found.id for found in refunds.list({"charge": charge}).data] == [refund.id]


def test_a_disputed_charge_cannot_be_refunded_as_well(shop):
    intent = shop.captured(card="4000000000000259")

    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.refund(intent.id)

    assert caught.value.code == "charge_disputed"
