"""Every setting the shop must send, taken away or spoilt, is refused by name."""

import pytest
import stripe


def line(**changes):
    product = {"name": changes.pop("name", "Order 1234")}
    price = {"currency": "usd", "unit_amount": 10435, "product_data": product}
    return {"quantity": 1, "price_data": price, **changes}


INTENT = "payment_intent_data"

REFUSED = {
    "wallets by name": ({"payment_method_types": ["card", "link"]}, "payment_method_types"),
    "no payment method types": ({"payment_method_types": None}, "payment_method_types"),
    "a subscription": ({"mode": "subscription"}, "mode"),
    "adaptive pricing on": ({"adaptive_pricing": {"enabled": True}}, "adaptive_pricing"),
    "adaptive pricing left to Stripe": ({"adaptive_pricing": None}, "adaptive_pricing"),
    "captured some time later": (
        {INTENT: {"capture_method": "automatic_async"}},
        f"{INTENT}[capture_method]",
    ),
    "an intent without a capture method": ({INTENT: {}}, f"{INTENT}[capture_method]"),
    "capture left to Stripe": ({INTENT: None}, f"{INTENT}[capture_method]"),
    "two lines": ({"line_items": [line(), line()]}, "line_items"),
    "two of it": ({"line_items": [line(quantity=2)]}, "line_items"),
    "a medicine's name": (
        {"line_items": [line(name="Baclofen 10mg")]},
        "line_items[0][price_data][product_data][name]",
    ),
    "a name behind the number": (
        {"line_items": [line(name="Order 1234 (Baclofen)")]},
        "line_items[0][price_data][product_data][name]",
    ),
    "a medicine in the description": (
        {INTENT: {"capture_method": "manual", "description": "Baclofen"}},
        f"{INTENT}[description]",
    ),
    "metadata of another name": ({"metadata": {"patient": "1"}}, "metadata[patient]"),
    "metadata with words": ({"metadata": {"order": "Sam Example"}}, "metadata[order]"),
    "metadata on the intent": (
        {INTENT: {"capture_method": "manual", "metadata": {"medicine": "1"}}},
        f"{INTENT}[metadata][medicine]",
    ),
    "no reference": ({"client_reference_id": None}, "client_reference_id"),
    "a reference with words": ({"client_reference_id": "Sam Example"}, "client_reference_id"),
    "no end": ({"expires_at": None}, "expires_at"),
    "no way back": ({"cancel_url": None}, "cancel_url"),
    "no way on": ({"success_url": None}, "success_url"),
    "tax at Stripe": ({"automatic_tax": {"enabled": True}}, "automatic_tax"),
    "tax numbers": ({"tax_id_collection": {"enabled": True}}, "tax_id_collection"),
    "promotion codes": ({"allow_promotion_codes": True}, "allow_promotion_codes"),
    "discounts": ({"discounts": [{"coupon": "c"}]}, "discounts"),
    "shipping address": (
        {"shipping_address_collection": {"allowed_countries": ["US"]}},
        "shipping_address_collection",
    ),
    "shipping options": ({"shipping_options": [{"shipping_rate": "s"}]}, "shipping_options"),
    "a second offer": (
        {"optional_items": [{"price": "p", "quantity": 1}]},
        "optional_items",
    ),
}


@pytest.mark.parametrize(("changes", "param"), REFUSED.values(), ids=REFUSED)
def test_the_shop_may_not_ask_for(shop, changes, param):
    params = {**shop.params(), **changes}
    asked = {name: value for name, value in params.items() if value is not None}

    with pytest.raises(stripe.InvalidRequestError, match="Shop rule") as caught:
        shop.client.v1.checkout.sessions.create(asked)

    assert (caught.value.code, caught.value.param) == ("shop_rule", param)
    assert shop.client.v1.checkout.sessions.list().data == []


@pytest.mark.parametrize("capture", ["manual", "automatic"])
def test_what_the_rules_want_is_enough(shop, capture):
    assert shop.open(capture=capture).status == "open"


def test_a_refund_carries_no_words_either(shop):
    intent = shop.captured()

    with pytest.raises(stripe.InvalidRequestError, match="metadata holds only"):
        shop.client.v1.refunds.create({"payment_intent": intent.id, "metadata": {"reason": "rash"}})
