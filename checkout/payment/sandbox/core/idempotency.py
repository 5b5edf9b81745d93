"""Idempotency keys as Stripe keeps them: 24 hours, with the saved answer, whatever it was.

Source: docs.stripe.com/api/idempotent_requests.
"""

import json
import sqlite3
from dataclasses import dataclass

from checkout.payment.sandbox.core.errors import ApiError, key_reused
from checkout.payment.sandbox.core.work import Json, Params

LIFE = 24 * 3600
LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer a key remembers, and the request that got it first."""

    status: int
    body: Json
    request_id: str


def check(key: str) -> None:
    if len(key) > LONGEST_KEY:
        raise ApiError(f"Idempotency keys have at most {LONGEST_KEY} characters.")


def fingerprint(params: Params) -> str:
    return json.dumps(params, sort_keys=True)


def recall(db: sqlite3.Connection, key: str, path: str, params: Params, now: int) -> Saved | None:
    """The saved answer. Raises ApiError (400) where the key belongs to another request."""
    db.execute("DELETE FROM answers WHERE created <= ?", (now - LIFE,))
    row = db.execute("SELECT * FROM answers WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    if row["path"] != path:
        raise key_reused(
            "Keys for idempotent requests can only be used for the same endpoint they were first "
            f"used for ('{path}' vs '{row['path']}'). Try using a key other than '{key}' if you "
            "meant to execute a different request."
        )
    if row["fingerprint"] != fingerprint(params):
        raise key_reused(
            "Keys for idempotent requests can only be used with the same parameters they were "
            f"first used with. Try using a key other than '{key}' if you meant to execute a "
            "different request."
        )
    return Saved(row["status"], json.loads(row["body"]), row["request_id"])


def remember(
    db: sqlite3.Connection, key: str, path: str, params: Params, now: int, saved: Saved
) -> None:
    db.execute(
        "INSERT INTO answers (key, fingerprint, path, request_id, status, body, created)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            fingerprint(params),
            path,
            saved.request_id,
            saved.status,
            json.dumps(saved.body),
            now,
        ),
    )
