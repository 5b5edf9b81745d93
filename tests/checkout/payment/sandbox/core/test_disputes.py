import pytest
import stripe

from checkout.payment.sandbox.core.errors import ApiError

FRAUD, NOT_RECEIVED, INQUIRY = "4000000000000259", "4000000000002685", "4000000000001976"


def disputed(shop, *, card=FRAUD, **named):
    """An intent whose charge was disputed, and the dispute."""
    intent = shop.captured(card=card, **named)
    [dispute] = shop.client.v1.disputes.list({"payment_intent": intent.id}).data
    return intent, dispute


def test_a_dispute_comes_with_the_capture_never_with_the_hold(shop):
    intent = shop.held(total=10435, card=FRAUD)
    assert not intent.latest_charge.disputed

    shop.capture(intent.id)

    assert shop.charge(intent.id).disputed
    [event] = shop.sandbox.events("charge.dispute.created")
    dispute = shop.client.v1.disputes.retrieve(
        event["data"]["object"]["id"], {"expand": ["charge", "payment_intent"]}
    )
    assert (dispute.amount, dispute.reason, dispute.status) == (
        10435,
        "fraudulent",
        "needs_response",
    )
    assert dispute.charge.payment_intent == dispute.payment_intent.id == intent.id


def test_disputes_are_found_by_charge_and_by_intent(shop):
    one, first = disputed(shop, order="1")
    _, second = disputed(shop, order="2", card=NOT_RECEIVED)
    shop.captured(order="3")
    disputes = shop.client.v1.disputes

    assert [found.id for found in disputes.list().data] == [second.id, first.id]
    charge = shop.charge(one.id).id
    assert [found.id for found in disputes.list({"charge": charge}).data] == [first.id]
    assert [found.id for found in disputes.list({"payment_intent": one.id}).data] == [first.id]
    assert disputes.list({"payment_intent": "pi_none"}).data == []


def test_disputes_are_listed_by_time_and_page_by_page(shop):
    disputed(shop, order="0")
    shop.sandbox.move_clock(days=3)
    found = [disputed(shop, order=str(number))[1].id for number in range(1, 4)][::-1]
    since = {"created": {"gte": shop.sandbox.now() - 48 * 3600}, "limit": 2}

    first = shop.client.v1.disputes.list(since)

    assert ([one.id for one in first.data], first.has_more) == (found[:2], True)
    assert [one.id for one in first.auto_paging_iter()] == found


def test_a_dispute_that_is_won_gives_the_money_back_and_lets_refund_again(shop):
    intent, dispute = disputed(shop, total=10000)
    assert not dispute.is_charge_refundable

    closed = shop.sandbox.close_dispute(dispute.id, won=True)

    assert (closed["status"], closed["is_charge_refundable"]) == ("won", True)
    assert shop.client.v1.disputes.retrieve(dispute.id).to_dict() == closed
    assert shop.events()[-2:] == ["charge.dispute.funds_reinstated", "charge.dispute.closed"]
    [event] = shop.sandbox.events("charge.dispute.closed")
    assert event["data"] == {"object": closed}
    assert shop.charge(intent.id).disputed
    assert shop.refund(intent.id).amount == 10000


def test_a_dispute_that_is_lost_leaves_nothing_to_refund(shop):
    intent, dispute = disputed(shop)

    closed = shop.sandbox.close_dispute(dispute.id, won=False)

    assert (closed["status"], closed["is_charge_refundable"]) == ("lost", False)
    assert shop.events()[-1] == "charge.dispute.closed"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        shop.refund(intent.id)
    assert caught.value.code == "charge_disputed"


@pytest.mark.parametrize("won", [True, False])
def test_what_is_closed_is_not_closed_again(shop, won):
    _, dispute = disputed(shop)
    shop.sandbox.close_dispute(dispute.id, won=won)

    with pytest.raises(ValueError, match="cannot go from"):
        shop.sandbox.close_dispute(dispute.id, won=True)

    assert len(shop.sandbox.events("charge.dispute.closed")) == 1


def test_a_dispute_nobody_knows_cannot_be_closed(shop):
    with pytest.raises(ApiError, match="No such dispute"):
        shop.sandbox.close_dispute("du_none", won=True)


def test_a_question_from_the_bank_is_no_dispute_yet(shop):
    intent, inquiry = disputed(shop, card=INQUIRY)

    assert (inquiry.status, inquiry.is_charge_refundable) == ("warning_needs_response", True)
    assert inquiry.payment_method_details.card.case_type == "inquiry"
    assert shop.sandbox.events("charge.dispute.funds_withdrawn") == []
    assert not shop.charge(intent.id).disputed
    assert shop.refund(intent.id).status == "succeeded"


@pytest.mark.parametrize("won", [True, False])
def test_a_question_is_closed_without_money_moving(shop, won):
    intent, inquiry = disputed(shop, card=INQUIRY)

    closed = shop.sandbox.close_dispute(inquiry.id, won=won)

    assert (closed["status"], closed["is_charge_refundable"]) == ("warning_closed", True)
    assert shop.events()[-1] == "charge.dispute.closed"
    assert shop.refund(intent.id).status == "succeeded"


def test_a_question_may_become_a_dispute(shop):
    intent, inquiry = disputed(shop, card=INQUIRY)

    escalated = shop.sandbox.escalate_inquiry(inquiry.id)

    assert (escalated["status"], escalated["is_charge_refundable"]) == ("needs_response", False)
    assert escalated["payment_method_details"]["card"]["case_type"] == "chargeback"
    assert shop.events()[-2:] == ["charge.dispute.updated", "charge.dispute.funds_withdrawn"]
    assert shop.charge(intent.id).disputed
    with pytest.raises(stripe.InvalidRequestError, match="charged back"):
        shop.refund(intent.id)
    assert shop.sandbox.close_dispute(inquiry.id, won=False)["status"] == "lost"


def test_only_a_question_becomes_a_dispute(shop):
    _, dispute = disputed(shop)

    with pytest.raises(ValueError, match="from needs_response to needs_response"):
        shop.sandbox.escalate_inquiry(dispute.id)


def test_other_cards_bring_no_trouble(shop):
    shop.captured()

    troubles = [kind for kind in shop.events() if "dispute" in kind or "radar" in kind]
    assert troubles == []
