"""The sandbox as a whole: one state file, a clock, a fault plan, and what anybody may ask of it."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checkout.payment.sandbox.core import (
    deliveries,
    disputes,
    events,
    faults,
    passing,
    paying,
    refunds,
    sessions,
    store,
)
from checkout.payment.sandbox.core.api import Answer, Api, Request
from checkout.payment.sandbox.core.cards import CardDetails
from checkout.payment.sandbox.core.charges import Charge
from checkout.payment.sandbox.core.clock import Clock
from checkout.payment.sandbox.core.deliveries import Delivery
from checkout.payment.sandbox.core.events import Event
from checkout.payment.sandbox.core.faults import Fault
from checkout.payment.sandbox.core.paying import Outcome
from checkout.payment.sandbox.core.sessions import Session
from checkout.payment.sandbox.core.work import Json, Work

# a webhook receiver: body and Stripe-Signature in, HTTP status out (0: nobody answered)
Post = Callable[[bytes, str], int]


@dataclass(frozen=True, slots=True)
class Books:
    """What became of the money of one charge, in minor units."""

    held: int
    released: int
    charged: int
    refunded: int
    disputed: int


class Sandbox:
    """Safe to use from several threads. `source` gives real time, `sleep` takes seconds.

    `release_refunds`: whether letting go of held money is written down as a refund, as Stripe
    has always done; a shop must come out right with either.
    """

    def __init__(
        self,
        state: Path | str,
        *,
        public_url: str = "http://127.0.0.1:8001",
        webhook_secret: str = "whsec_sandbox",  # noqa: S107 - the secret of a stand-in
        release_refunds: bool = True,
        source: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.webhook_secret = webhook_secret
        self._store = store.Store(state)
        self._clock = Clock(self._store, source)
        self.public_url = public_url.rstrip("/")
        self.release_refunds = release_refunds
        self._source = source
        self._api = Api(self._begin, sleep)

    def close(self) -> None:
        self._store.close()

    def request(self, request: Request) -> Answer:
        """Stripe's answer. Raises NoAnswerError where the fault plan loses it."""
        return self._api.answer(request)

    # the hosted page

    def session(self, key: str) -> Session:
        """Raises ApiError (404) for an unknown id."""
        with self._begin() as work:
            return sessions.find(work, key)

    def is_challenged(self, key: str) -> bool:
        """Whether the bank waits to see the shopper of this session."""
        with self._begin() as work:
            return paying.is_challenged(work, key)

    def last_error(self, key: str) -> str:
        """What the bank said to the last card tried for this session; "" for nothing."""
        with self._begin() as work:
            return paying.last_error(work, key)

    def pay(self, key: str, card: CardDetails | str = "4242424242424242") -> Outcome:
        """The shopper pays. Raises NotPayableError, RefusedCardError."""
        details = CardDetails(card) if isinstance(card, str) else card
        with self._begin() as work:
            return paying.pay(work, key, details)

    def answer_challenge(self, key: str, *, passed: bool) -> Outcome:
        """The shopper passes or fails 3-D Secure. Raises NotPayableError."""
        with self._begin() as work:
            return paying.answer_challenge(work, key, passed=passed)

    # the bank, afterwards

    def close_dispute(self, key: str, *, won: bool) -> Json:
        """The bank decides; an inquiry is closed either way. The dispute as Stripe shows it.

        Raises ApiError (404) for an unknown dispute, ValueError for a closed one.
        """
        with self._begin() as work:
            return disputes.close(work, key, won=won)

    def escalate_inquiry(self, key: str) -> Json:
        """The bank's question becomes a dispute. Raises as `close_dispute` does."""
        with self._begin() as work:
            return disputes.escalate(work, key)

    # time and faults

    def now(self) -> int:
        return self._clock.now()

    def move_clock(self, *, seconds: int = 0, hours: float = 0, days: float = 0) -> int:
        """Go forward, and let happen what time brings. Returns the new time."""
        now = self._clock.move(seconds + round(hours * 3600 + days * 86400))
        self.let_time_pass()
        return now

    def let_time_pass(self) -> None:
        with self._begin():
            pass

    def plan(self, *planned: Fault) -> None:
        with self._begin() as work:
            for fault in planned:
                faults.plan(work.db, fault)

    def planned(self) -> list[Fault]:
        with self._begin() as work:
            return faults.planned(work.db)

    def clear_faults(self) -> None:
        with self._begin() as work:
            faults.clear(work.db)

    # events and webhooks

    def events(self, type: str | None = None) -> list[Json]:
        """Everything that happened, oldest first, as Stripe shows it."""
        with self._begin() as work:
            found = store.find(work.db, Event, **({"type": type} if type else {}))
            return [events.answer(work, event) for event in found]

    def waiting(self, *, all: bool = False) -> list[Delivery]:
        """Webhooks to send now, in order; with `all`, also those whose time has not come."""
        with self._begin() as work:
            return deliveries.waiting(work.db, None if all else work.now)

    def webhook(self, event: str) -> tuple[bytes, str]:
        """The body and the Stripe-Signature header of an event's webhook."""
        with self._begin() as work:
            body = events.payload(work, event)
        return body, deliveries.signature(body, self.webhook_secret, int(self._source()))

    def send(self, delivery: Delivery, post: Post) -> int:
        """Send one webhook and note how it went. Nothing is locked while it is under way."""
        status = post(*self.webhook(delivery.event))
        with self._begin() as work:
            deliveries.record(work.db, delivery, status, work.now)
        return status

    def deliver(self, post: Post, *, times: int = 1) -> list[int]:
        """Send what has not arrived, each `times` over, and what follows; the statuses."""
        statuses: dict[int, int] = {}
        while queue := [one for one in self.waiting(all=True) if one.id not in statuses]:
            for delivery in queue:
                for _ in range(times - 1):
                    post(*self.webhook(delivery.event))
                statuses[delivery.id] = self.send(delivery, post)
        return [*statuses.values()]

    def deliver_again(self, event: str) -> None:
        """Queue an event's webhook once more."""
        with self._begin() as work:
            deliveries.again(work.db, event, work.now)

    # what tests ask

    def money(self) -> list[tuple[int, int, int]]:
        """Of every charge a bank agreed to: authorised, captured, refunded (minor units)."""
        with self._begin() as work:
            found = store.find(work.db, Charge, status="succeeded")
            return [
                (charge.amount, charge.amount_captured, refunds.returned(work, charge))
                for charge in found
            ]

    def books(self) -> dict[str, Books]:
        """Every charge a bank agreed to, by its id, in minor units."""
        with self._begin() as work:
            charges = store.find(work.db, Charge, status="succeeded")
            return {
                charge.id: Books(
                    held=charge.amount,
                    released=charge.amount - charge.amount_captured if not charge.is_held else 0,
                    charged=charge.amount_captured,
                    refunded=refunds.returned(work, charge),
                    disputed=disputes.withdrawn(work, charge),
                )
                for charge in charges
            }

    def sessions(self) -> list[str]:
        """The ids of every payment page, oldest first."""
        with self._begin() as work:
            return [session.id for session in store.find(work.db, Session)]

    def open_disputes(self) -> list[str]:
        """The ids of what no bank has decided yet."""
        with self._begin() as work:
            return [dispute.id for dispute in disputes.undecided(work)]

    def captured(self, reference: str) -> list[int]:
        """What was captured for the sessions with this client_reference_id, in minor units."""
        with self._begin() as work:
            found = store.find(work.db, Session, client_reference_id=reference)
            held = [
                charge
                for session in found
                if session.intent
                for charge in store.find(work.db, Charge, intent=session.intent)
            ]
            return [charge.amount_captured for charge in held if charge.captured]

    @contextmanager
    def _begin(self, asked_by: str | None = None, key: str | None = None) -> Iterator[Work]:
        """One transaction, after everything that time has brought."""
        with self._store.transaction() as db:
            passing.let_time_pass(db, self._work(db))
        with self._store.transaction() as db:
            yield self._work(db, asked_by, key)

    def _work(
        self, db: sqlite3.Connection, asked_by: str | None = None, key: str | None = None
    ) -> Work:
        return Work(
            db=db,
            now=self._clock.now(),
            public_url=self.public_url,
            release_refunds=self.release_refunds,
            asked_by=asked_by,
            idempotency_key=key,
        )
