"""Money given back: never more than was taken, and sometimes not at once."""

import pytest
import stripe

from tests.checkout.payment.contract.accounts import Card


def test_the_whole_is_refunded(account):
    intent = account.captured(10435)

    refund = account.refund(intent)

    assert (refund.amount, refund.currency, refund.status) == (10435, "usd", "succeeded")
    assert refund.payment_intent == intent
    charge = account.charge(intent)
    assert (charge.refunded, charge.amount_refunded) == (True, 10435)
    assert [one.id for one in charge.refunds.data] == [refund.id]


def test_parts_add_up(account):
    intent = account.captured(10000)

    given = [account.refund(intent, 3000), account.refund(intent, 2500)]

    charge = account.charge(intent)
    assert (charge.refunded, charge.amount_refunded) == (False, 5500)
    assert {one.id for one in charge.refunds.data} == {one.id for one in given}
    assert account.refund(intent).amount == 4500
    assert account.charge(intent).refunded is True


def test_no_more_is_refunded_than_is_left(account):
    intent = account.captured(10000)
    account.refund(intent, 3000)

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded") as caught:
        account.refund(intent, 7001)

    # Stripe gives this one no code: the parameter tells it apart
    assert (caught.value.http_status, caught.value.param) == (400, "amount")
    assert account.charge(intent).amount_refunded == 3000


def test_what_was_refunded_whole_is_not_refunded_again(account):
    intent = account.captured()
    account.refund(intent)

    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.refund(intent)

    assert (caught.value.http_status, caught.value.code) == (400, "charge_already_refunded")


def test_no_more_is_refunded_than_was_captured(account):
    intent = account.held(10000)
    account.v1.payment_intents.capture(intent, {"amount_to_capture": 6800})

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        account.refund(intent, 6801)

    assert account.refund(intent, 6800).status == "succeeded"


@pytest.mark.parametrize("cancelled", [False, True])
def test_what_was_not_captured_is_not_refunded(account, cancelled):
    intent = account.held()
    if cancelled:
        account.v1.payment_intents.cancel(intent)

    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.refund(intent)

    assert caught.value.http_status == 400
    assert account.intent(intent).status == ("canceled" if cancelled else "requires_capture")


def test_the_metadata_of_a_refund_comes_back(account):
    intent = account.captured()
    metadata = {"order": "1234", "refund": "7"}

    refund = account.v1.refunds.create(
        {"payment_intent": intent, "amount": 500, "metadata": metadata}
    )

    assert refund.metadata.to_dict() == metadata
    assert account.v1.refunds.retrieve(refund.id).metadata.to_dict() == metadata
    [listed] = account.v1.refunds.list({"payment_intent": intent}).data
    assert (listed.id, listed.metadata.to_dict()) == (refund.id, metadata)


def test_refunds_of_a_payment_are_read_to_the_end(account):
    intent = account.captured(10000)
    given = {account.refund(intent, 100).id for _ in range(5)}

    listed = account.v1.refunds.list({"payment_intent": intent, "limit": 2})

    assert listed.has_more
    assert {one.id for one in listed.auto_paging_iter()} == given


def test_a_refund_may_be_pending_first(account):
    intent = account.captured(10000, Card.REFUND_PENDING)

    refund = account.refund(intent, 6000)

    assert refund.status == "pending"
    assert account.charge(intent).amount_refunded == 6000
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        account.refund(intent, 4001)
    assert account.eventually(lambda: has_become(account, refund, "succeeded"))


def test_a_refund_may_fail_after_it_seemed_to_succeed(account):
    intent = account.captured(10000, Card.REFUND_FAILING)

    refund = account.refund(intent)

    assert refund.status in ("succeeded", "pending")
    assert account.eventually(lambda: has_become(account, refund, "failed"))
    failed = account.v1.refunds.retrieve(refund.id)
    assert failed.failure_reason == "expired_or_canceled_card"
    assert account.eventually(lambda: not account.charge(intent).refunded)
    assert account.charge(intent).amount_refunded == 0


def has_become(account, refund, status):
    return account.v1.refunds.retrieve(refund.id).status == status
