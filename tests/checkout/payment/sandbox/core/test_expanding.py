import pytest
import stripe


def test_what_the_sync_of_the_shop_asks_for_comes_in_one_answer(shop):
    intent = shop.captured(total=10000)
    shop.refund(intent.id, 300)
    [session] = shop.client.v1.checkout.sessions.list({"payment_intent": intent.id}).data

    charge = shop.session(session.id).payment_intent.latest_charge

    assert charge.amount_captured == 10000
    assert [refund.amount for refund in charge.refunds.data] == [300]


def test_unexpanded_links_are_ids(shop):
    session = shop.open()
    shop.sandbox.pay(session.id)

    session = shop.client.v1.checkout.sessions.retrieve(session.id)

    assert session.payment_intent.startswith("pi_")
    intent = shop.client.v1.payment_intents.retrieve(session.payment_intent)
    assert intent.latest_charge.startswith("ch_")
    assert "refunds" not in shop.client.v1.charges.retrieve(intent.latest_charge)


def test_lists_expand_too(shop):
    shop.held()

    [session] = shop.client.v1.checkout.sessions.list({"expand": ["data.payment_intent"]}).data

    assert session.payment_intent.status == "requires_capture"


def test_nothing_to_expand_stays_nothing(shop):
    assert shop.session(shop.open().id).payment_intent is None


def test_a_refund_expands_to_its_charge_and_intent(shop):
    intent = shop.captured()

    refund = shop.client.v1.refunds.create(
        {"payment_intent": intent.id, "expand": ["charge.payment_intent", "payment_intent"]}
    )

    assert refund.charge.payment_intent.id == refund.payment_intent.id == intent.id


@pytest.mark.parametrize(
    "path", ["colour", "payment_intent.customer", "data.payment_intent", "a.b.c.d.e"]
)
def test_other_paths_are_refused(shop, path):
    session = shop.open()
    shop.sandbox.pay(session.id)

    with pytest.raises(stripe.InvalidRequestError, match="expand"):
        shop.client.v1.checkout.sessions.retrieve(session.id, {"expand": [path]})


def test_a_wrong_path_undoes_the_request(shop):
    intent = shop.captured()

    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        shop.client.v1.refunds.create({"payment_intent": intent.id, "expand": ["colour"]})

    assert shop.client.v1.refunds.list().data == []
