"""Checkout Sessions: opened by the shop for one order, completed by the shopper, or expired."""

from dataclasses import dataclass, field
from typing import ClassVar

from checkout.payment.sandbox.core import currencies, events, intents, lists, shop_rules, store
from checkout.payment.sandbox.core.errors import ApiError, no_such, refused, shop_rule
from checkout.payment.sandbox.core.shapes import (
    Choice,
    Fields,
    Flag,
    ListOf,
    Metadata,
    Number,
    Text,
    listing,
    only,
)
from checkout.payment.sandbox.core.work import Json, Params, Work, new_id

SHORTEST_LIFE = 30 * 60
LONGEST_LIFE = 24 * 3600

_PRICE = Fields(
    {
        "currency": Text(),
        "product_data": Fields({"name": Text()}, required=("name",)),
        "unit_amount": Number(),
    },
    required=("currency", "product_data", "unit_amount"),
)
_LINE = Fields({"price_data": _PRICE, "quantity": Number()}, required=("price_data", "quantity"))
CREATE = only(
    {
        "adaptive_pricing": Fields({"enabled": Flag()}),
        "cancel_url": Text(),
        "client_reference_id": Text(200),
        "customer_email": Text(800),
        "expires_at": Number(),
        "line_items": ListOf(_LINE),
        "locale": Choice(("auto", "en", "en-GB")),
        "metadata": Metadata(),
        "mode": Choice(("payment", "setup", "subscription")),
        "payment_intent_data": Fields(
            {
                "capture_method": Choice(("automatic", "automatic_async", "manual")),
                "description": Text(1000),
                "metadata": Metadata(),
            }
        ),
        "payment_method_types": ListOf(Text()),
        "submit_type": Choice(("auto", "book", "donate", "pay")),
        "success_url": Text(),
    },
    required=("line_items", "mode"),
)
RETRIEVE = only()
EXPIRE = only()
LIST = listing({"payment_intent": Text(), "status": Choice(("complete", "expired", "open"))})


@dataclass(slots=True)
class Session(store.Record):
    kind: ClassVar[str] = "checkout.session"
    order_line: str
    amount: int
    currency: str
    expires_at: int
    success_url: str
    cancel_url: str
    client_reference_id: str
    customer_email: str | None = None
    customer_name: str | None = None
    locale: str | None = None
    submit_type: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    capture_method: str = "manual"
    intent_metadata: dict[str, str] = field(default_factory=dict)
    intent_description: str | None = None
    status: str = "open"
    intent: str | None = None

    @property
    def return_url(self) -> str:
        """Where the shopper goes after paying."""
        return self.success_url.replace("{CHECKOUT_SESSION_ID}", self.id)


def create(work: Work, key: str, params: Params) -> Json:
    """Open a session. Raises ApiError for what Stripe refuses and what this shop must not ask."""
    for problem in shop_rules.session_problems(params):
        raise shop_rule(problem.message, problem.param)
    _check(params, work.now)
    price = params["line_items"][0]["price_data"]
    intent = params["payment_intent_data"]
    session = Session(
        id=new_id("cs_test_a1", 58),
        created=work.now,
        due_at=params["expires_at"],
        order_line=price["product_data"]["name"],
        amount=price["unit_amount"],
        currency=price["currency"].lower(),
        expires_at=params["expires_at"],
        success_url=params["success_url"],
        cancel_url=params["cancel_url"],
        client_reference_id=params["client_reference_id"],
        customer_email=params.get("customer_email"),
        locale=params.get("locale"),
        submit_type=params.get("submit_type"),
        metadata=params.get("metadata", {}),
        capture_method=intent["capture_method"],
        intent_metadata=intent.get("metadata", {}),
        intent_description=intent.get("description"),
    )
    store.add(work.db, session)
    return answer(work, session)


def find(work: Work, key: str) -> Session:
    session = store.get(work.db, Session, key)
    if session is None:
        raise no_such("checkout.session", key, param="session")
    return session


def changes(work: Work, key: str, params: Params) -> str | None:
    """The intent that goes with a session, where the shopper has begun one."""
    session = store.get(work.db, Session, key)
    return session.intent if session else None


def retrieve(work: Work, key: str, params: Params) -> Json:
    return answer(work, find(work, key))


def list_page(work: Work, key: str, params: Params) -> Json:
    wanted = {"intent": params.get("payment_intent"), "status": params.get("status")}
    found, more = lists.read(work, Session, params, **wanted)
    return lists.answer([answer(work, session) for session in found], more, "/v1/checkout/sessions")


def expire(work: Work, key: str, params: Params) -> Json:
    session = find(work, key)
    if session.status != "open":
        raise refused(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout '
            f"Session has a status of `{session.status}`."
        )
    close(work, session)
    return answer(work, session)


def close(work: Work, session: Session) -> None:
    """Nobody can pay this session any more; an intent that was begun goes with it."""
    session.status, session.due_at = "expired", None
    store.save(work.db, session)
    if session.intent is not None:
        intents.let_go(work, intents.find(work, session.intent), reason="expired")
    events.emit(work, "checkout.session.expired", answer(work, session))


def complete(work: Work, session: Session) -> None:
    session.status, session.due_at = "complete", None
    store.save(work.db, session)
    events.emit(work, "checkout.session.completed", answer(work, session))


def answer(work: Work, session: Session) -> Json:
    is_open = session.status == "open"
    return {
        "id": session.id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": None,
        "amount_subtotal": session.amount,
        "amount_total": session.amount,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": None,
        "cancel_url": session.cancel_url,
        "client_reference_id": session.client_reference_id,
        "client_secret": None,
        "collected_information": None,
        "consent": None,
        "consent_collection": None,
        "created": session.created,
        "currency": session.currency,
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": dict.fromkeys(
            ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
        ),
        "customer": None,
        "customer_creation": "if_required",
        "customer_details": _customer(session),
        "customer_email": session.customer_email,
        "discounts": [],
        "expires_at": session.expires_at,
        "invoice": None,
        "invoice_creation": None,
        "livemode": False,
        "locale": session.locale,
        "metadata": session.metadata,
        "mode": "payment",
        "origin_context": None,
        "payment_intent": session.intent,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "payment_status": "paid" if _is_paid(work, session) else "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": session.status,
        "submit_type": session.submit_type,
        "subscription": None,
        "success_url": session.success_url,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{work.public_url}/c/pay/{session.id}" if is_open else None,
        "wallet_options": None,
    }


def _is_paid(work: Work, session: Session) -> bool:
    """Held is not paid: a session stays unpaid until the capture."""
    return session.intent is not None and intents.find(work, session.intent).amount_received > 0


def _customer(session: Session) -> Json | None:
    if session.customer_email is None and session.customer_name is None:
        return None
    return {
        "address": None,
        "business_name": None,
        "email": session.customer_email,
        "individual_name": None,
        "name": session.customer_name,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [] if session.status == "complete" else None,
    }


def _check(params: Params, now: int) -> None:
    """What Stripe itself refuses in values of the right type."""
    for name in ("success_url", "cancel_url"):
        if not params[name].startswith(("http://", "https://")):
            raise ApiError("Not a valid URL", code="url_invalid", param=name)
    email = params.get("customer_email", "a@b")
    if "@" not in email:
        raise ApiError(f"Invalid email address: {email}", code="email_invalid", param="email")
    _check_price(params["line_items"][0]["price_data"])
    life = params["expires_at"] - now
    if not SHORTEST_LIFE <= life <= LONGEST_LIFE:
        raise ApiError(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout "
            "Session creation.",
            param="expires_at",
        )


def _check_price(price: Params) -> None:
    param = "line_items[0][price_data]"
    if not currencies.is_known(price["currency"].lower()):
        raise ApiError(f"Invalid currency: {price['currency']}", param=f"{param}[currency]")
    amount = price["unit_amount"]
    if amount < currencies.LEAST:
        message = f"The Checkout Session's total amount due must be at least {currencies.LEAST}."
        raise ApiError(message, code="amount_too_small", param=f"{param}[unit_amount]")
    if amount > currencies.MOST:
        message = f"The Checkout Session's total amount due must be at most {currencies.MOST}."
        raise ApiError(message, code="amount_too_large", param=f"{param}[unit_amount]")
