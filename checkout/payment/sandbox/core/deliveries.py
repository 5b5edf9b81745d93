"""Webhooks on their way: queued with the event, signed as Stripe signs, tried again with patience.

Source: docs.stripe.com/webhooks (signatures and retries).
"""

import hashlib
import hmac
import sqlite3
from dataclasses import dataclass

from checkout.payment.sandbox.core import faults
from checkout.payment.sandbox.core.faults import Fault, Kind

# seconds until the next try; the last one repeats until three days have gone
BACK_OFF = (1, 2, 5, 15, 60, 300, 1800, 3600, 4 * 3600)
GIVE_UP_AFTER = 3 * 24 * 3600 // (4 * 3600) + len(BACK_OFF)
REORDER_WAIT = 2


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook to send; `event` is the event's id."""

    id: int
    event: str
    attempts: int


def queue(db: sqlite3.Connection, event: str, type: str, now: int) -> None:
    """Plan the webhook of an event, as the fault plan wants it."""
    fault = faults.take(db, faults.ON_WEBHOOKS, type) or Fault(Kind.SLOW)
    if fault.kind is Kind.DROP:
        return
    place = db.execute("SELECT COALESCE(MAX(id), 0) + 1 AS next FROM deliveries").fetchone()["next"]
    position, wait = float(place), fault.seconds if fault.kind is Kind.DELAY else 0
    if fault.kind is Kind.REORDER:
        position, wait = place + 1.5, REORDER_WAIT
    copies = 2 if fault.kind is Kind.DUPLICATE else 1
    for _ in range(copies):
        db.execute(
            "INSERT INTO deliveries (event, position, next_at) VALUES (?, ?, ?)",
            (event, position, now + wait),
        )


def again(db: sqlite3.Connection, event: str, now: int) -> None:
    """Queue one more delivery of an event, whatever became of the others."""
    place = db.execute("SELECT COALESCE(MAX(id), 0) + 1 AS next FROM deliveries").fetchone()["next"]
    db.execute(
        "INSERT INTO deliveries (event, position, next_at) VALUES (?, ?, ?)", (event, place, now)
    )


def waiting(db: sqlite3.Connection, until: float | None = None) -> list[Delivery]:
    """What is to be sent by that hour (None: everything not delivered yet), in order."""
    rows = db.execute(
        "SELECT id, event, attempts FROM deliveries WHERE next_at IS NOT NULL"
        " AND (? IS NULL OR next_at <= ?) ORDER BY position, id",
        (until, until),
    )
    return [Delivery(row["id"], row["event"], row["attempts"]) for row in rows]


def record(db: sqlite3.Connection, delivery: Delivery, status: int, now: int) -> None:
    """Note how it went. Anything but 2xx (0: nobody there) is tried again later."""
    delivered = 200 <= status < 300
    attempts = delivery.attempts + 1
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    next_at = None if delivered or attempts >= GIVE_UP_AFTER else now + wait
    db.execute(
        "UPDATE deliveries SET attempts = ?, last_status = ?, delivered = ?, next_at = ?"
        " WHERE id = ?",
        (attempts, status, delivered, next_at, delivery.id),
    )


def pending(db: sqlite3.Connection, event: str) -> int:
    """How many webhooks of an event have not arrived yet."""
    row = db.execute(
        "SELECT COUNT(*) AS waiting FROM deliveries WHERE event = ? AND next_at IS NOT NULL",
        (event,),
    ).fetchone()
    return int(row["waiting"])


def signature(body: bytes, secret: str, at: int) -> str:
    """The Stripe-Signature header; `at` is real time, as the receiver checks its age."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"
