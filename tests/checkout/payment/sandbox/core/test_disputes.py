def test_a_dispute_comes_with_the_capture_never_with_the_hold(shop):
    intent = shop.held(total=10435, card="4000000000000259")
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


def test_a_question_from_the_bank_is_no_dispute_yet(shop):
    intent = shop.captured(card="4000000000001976")

    assert shop.sandbox.events("charge.dispute.funds_withdrawn") == []
    assert shop.refund(intent.id).status == "succeeded"


def test_a_fraud_warning_is_only_a_warning(shop):
    intent = shop.held(card="4000000000005423")

    [event] = shop.sandbox.events("radar.early_fraud_warning.created")
    assert event["data"]["object"]["charge"] == intent.latest_charge.id
    assert shop.capture(intent.id).status == "succeeded"


def test_other_cards_bring_no_trouble(shop):
    shop.captured()

    troubles = [kind for kind in shop.events() if "dispute" in kind or "radar" in kind]
    assert troubles == []
