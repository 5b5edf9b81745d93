"""What the shopper does on the hosted page: pay with a card, answer the bank's challenge."""

import time
from dataclasses import asdict
from enum import StrEnum

from checkout.payment.sandbox.core import (
    charges,
    disputes,
    events,
    fraud_warnings,
    intents,
    sessions,
    store,
)
from checkout.payment.sandbox.core.cards import (
    TEST_CARDS,
    CardDetails,
    Decline,
    TestCard,
    passes_luhn,
)
from checkout.payment.sandbox.core.charges import AUTHORISATION_LIFE, Charge
from checkout.payment.sandbox.core.intents import Intent
from checkout.payment.sandbox.core.sessions import Session
from checkout.payment.sandbox.core.work import Work, new_id

_NOT_AUTHENTICATED = Decline(
    "payment_intent_authentication_failure",
    None,
    "We are unable to authenticate your payment method. Please choose a different payment method "
    "and try again.",
)


class Outcome(StrEnum):
    HELD = "held"  # the bank agreed; the session is complete
    PAID = "paid"  # as HELD, and the money was taken at once
    DECLINED = "declined"  # the session stays open, the shopper may try again
    CHALLENGE = "challenge"  # the bank wants to see the shopper first


class NotPayableError(Exception):
    """The session is not open: it is complete or has expired."""


class RefusedCardError(Exception):
    """The card was refused before anything was sent to a bank; the words are for the shopper."""


def pay(work: Work, key: str, card: CardDetails) -> Outcome:
    """Confirm a session with a card. Raises NotPayableError, RefusedCardError."""
    session = _open_session(work, key)
    known = _known_card(card, work.now)
    intent = _intent_of(work, session)
    intent.payment_method, intent.error = new_id("pm_1"), None
    intent.card = asdict(card)
    session.customer_name = card.name
    store.save(work.db, session)
    if known.challenge:
        if intent.status != "requires_action":
            intent.move("requires_action")
        store.save(work.db, intent)
        events.emit(work, "payment_intent.requires_action", intents.answer(work, intent))
        return Outcome.CHALLENGE
    return _ask_bank(work, session, intent, challenged=False)


def is_challenged(work: Work, key: str) -> bool:
    """Whether the bank waits to see the shopper of this session."""
    session = sessions.find(work, key)
    if session.status != "open" or session.intent is None:
        return False
    return intents.find(work, session.intent).status == "requires_action"


def last_error(work: Work, key: str) -> str:
    """What the shopper is told about the last card tried; "" for nothing."""
    session = sessions.find(work, key)
    if session.intent is None:
        return ""
    error = intents.find(work, session.intent).error
    return str(error["message"]) if error else ""


def answer_challenge(work: Work, key: str, *, passed: bool) -> Outcome:
    """The bank has seen the shopper, or has not. Raises NotPayableError."""
    session = _open_session(work, key)
    intent = _intent_of(work, session)
    if intent.status != "requires_action":
        raise NotPayableError
    if passed:
        return _ask_bank(work, session, intent, challenged=True)
    _fail(work, intent, _NOT_AUTHENTICATED, charge=None)
    return Outcome.DECLINED


def _open_session(work: Work, key: str) -> Session:
    session = sessions.find(work, key)
    if session.status != "open":
        raise NotPayableError
    return session


def _known_card(card: CardDetails, now: int) -> TestCard:
    if not card.number.isdecimal() or not passes_luhn(card.number):
        raise RefusedCardError("Your card number is incorrect.")
    if card.number not in TEST_CARDS:
        raise RefusedCardError("This is a sandbox: use one of the test cards, never a real one.")
    year, month = _year_and_month(now)
    if not 1 <= card.exp_month <= 12 or (card.exp_year, card.exp_month) < (year, month):
        raise RefusedCardError("Your card's expiration date is in the past or incomplete.")
    if not card.cvc.isdecimal() or len(card.cvc) not in (3, 4):
        raise RefusedCardError("Your card's security code is incomplete.")
    return TEST_CARDS[card.number]


def _intent_of(work: Work, session: Session) -> Intent:
    """The session's intent, made now if this is the first try."""
    if session.intent is not None:
        return intents.find(work, session.intent)
    key = new_id("pi_3")
    intent = Intent(
        id=key,
        created=work.now,
        due_at=None,
        session=session.id,
        amount=session.amount,
        currency=session.currency,
        client_secret=new_id(f"{key}_secret_"),
        capture_method=session.capture_method,
        description=session.intent_description,
        metadata=session.intent_metadata,
        email=session.customer_email,
    )
    store.add(work.db, intent)
    session.intent = key
    store.save(work.db, session)
    events.emit(work, "payment_intent.created", intents.answer(work, intent))
    return intent


def _ask_bank(work: Work, session: Session, intent: Intent, *, challenged: bool) -> Outcome:
    charge = _new_charge(work, intent, challenged=challenged)
    decline = charge.test_card.decline
    intent.latest_charge = charge.id
    if decline is not None:
        charge.status = "failed"
        store.add(work.db, charge)
        events.emit(work, "charge.failed", charges.answer(work, charge))
        _fail(work, intent, decline, charge=charge.id)
        return Outcome.DECLINED
    store.add(work.db, charge)
    if intent.capture_method == "automatic":
        return _take(work, session, intent, charge)
    return _hold(work, session, intent, charge)


def _hold(work: Work, session: Session, intent: Intent, charge: Charge) -> Outcome:
    charge.capture_before = charge.due_at = work.now + AUTHORISATION_LIFE
    store.save(work.db, charge)
    intent.move("requires_capture")
    intent.amount_capturable = intent.amount
    store.save(work.db, intent)
    events.emit(work, "charge.succeeded", charges.answer(work, charge))
    events.emit(work, "payment_intent.amount_capturable_updated", intents.answer(work, intent))
    fraud_warnings.warn_if_card_says_so(work, charge)
    sessions.complete(work, session)
    return Outcome.HELD


def _take(work: Work, session: Session, intent: Intent, charge: Charge) -> Outcome:
    charges.mark_captured(work, charge, charge.amount)
    intents.succeed(work, intent, charge.amount)
    events.emit(work, "charge.succeeded", charges.answer(work, charge))
    disputes.open_if_card_says_so(work, charge)
    events.emit(work, "payment_intent.succeeded", intents.answer(work, intent))
    fraud_warnings.warn_if_card_says_so(work, charge)
    sessions.complete(work, session)
    return Outcome.PAID


def _new_charge(work: Work, intent: Intent, *, challenged: bool) -> Charge:
    return Charge(
        id=new_id("ch_3"),
        created=work.now,
        due_at=None,
        intent=intent.id,
        amount=intent.amount,
        currency=intent.currency,
        description=intent.description,
        metadata=intent.metadata,
        email=intent.email,
        payment_method=str(intent.payment_method),
        card=dict(intent.card or {}),
        challenged=challenged,
        status="succeeded",
    )


def _fail(work: Work, intent: Intent, decline: Decline, *, charge: str | None) -> None:
    """The card did not work: the intent waits for another one."""
    if intent.status == "requires_action":
        intent.move("requires_payment_method")
    intent.error = {
        "code": decline.code,
        "message": decline.message,
        **({"decline_code": decline.decline_code} if decline.decline_code else {}),
        **({"charge": charge} if charge else {}),
        "method": intent.payment_method,
        "at": work.now,
        "card": intent.card,
    }
    intent.payment_method = None
    store.save(work.db, intent)
    events.emit(work, "payment_intent.payment_failed", intents.answer(work, intent))


def _year_and_month(now: int) -> tuple[int, int]:
    moment = time.gmtime(now)
    return moment.tm_year, moment.tm_mon
