"""What a bank says of a payment afterwards: disputes, questions and early warnings."""

import pytest
import stripe

from tests.checkout.payment.contract.accounts import Card


def assert_charged_back(account, intent):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        account.refund(intent)
    assert (caught.value.http_status, caught.value.code) == (400, "charge_disputed")


def test_held_money_is_not_disputed_yet(account):
    intent = account.held(10000, Card.DISPUTED)

    assert account.charge(intent).disputed is False
    assert account.v1.disputes.list({"payment_intent": intent}).data == []


@pytest.mark.parametrize("way", ["captured", "paid"])
def test_taken_money_may_be_taken_back_by_the_bank(account, way):
    intent = getattr(account, way)(10000, Card.DISPUTED)

    dispute = account.dispute(intent)

    assert (dispute.amount, dispute.currency) == (10000, "usd")
    assert (dispute.reason, dispute.status) == ("fraudulent", "needs_response")
    assert dispute.is_charge_refundable is False
    charge = account.charge(intent)
    assert (dispute.charge, charge.disputed) == (charge.id, True)
    assert_charged_back(account, intent)


def test_a_dispute_is_found_by_its_charge_and_by_its_id(account):
    intent = account.captured(card=Card.DISPUTED)
    dispute = account.dispute(intent)
    charge = account.charge(intent).id

    [found] = account.v1.disputes.list({"charge": charge}).data

    assert found.id == account.v1.disputes.retrieve(dispute.id).id == dispute.id


def test_a_won_dispute_lets_refund_again(account):
    intent = account.captured(10000, Card.DISPUTED)
    dispute = account.dispute(intent)

    account.close_dispute(dispute.id, won=True)

    assert account.eventually(lambda: has_become(account, dispute, "won"))
    assert account.v1.disputes.retrieve(dispute.id).is_charge_refundable is True
    assert account.charge(intent).disputed is True
    assert account.refund(intent, 100).status == "succeeded"


def test_a_lost_dispute_does_not(account):
    intent = account.captured(10000, Card.DISPUTED)
    dispute = account.dispute(intent)

    account.close_dispute(dispute.id, won=False)

    assert account.eventually(lambda: has_become(account, dispute, "lost"))
    assert account.v1.disputes.retrieve(dispute.id).is_charge_refundable is False
    assert_charged_back(account, intent)


def test_a_question_takes_nothing_back(account):
    intent = account.captured(10000, Card.ASKED_ABOUT)

    inquiry = account.dispute(intent)

    assert (inquiry.status, inquiry.is_charge_refundable) == ("warning_needs_response", True)
    assert account.refund(intent, 100).status == "succeeded"


def test_a_warning_can_be_acted_on_until_all_is_refunded(account):
    intent = account.captured(10000, Card.SUSPECTED)
    warnings = account.v1.radar.early_fraud_warnings

    [warning] = account.eventually(lambda: warnings.list({"payment_intent": intent}).data)

    charge = account.charge(intent).id
    assert (warning.charge, warning.payment_intent) == (charge, intent)
    assert warning.actionable is True
    assert [one.id for one in warnings.list({"charge": charge}).data] == [warning.id]
    account.refund(intent)
    assert account.eventually(lambda: not warnings.retrieve(warning.id).actionable)


def has_become(account, dispute, status):
    return account.v1.disputes.retrieve(dispute.id).status == status
