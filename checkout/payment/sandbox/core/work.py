"""What one request may touch: the open transaction, the hour, and who asked."""

import secrets
import sqlite3
import string
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Params = dict[str, Any]

_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Work:
    """`now`: sandbox time, seconds since 1970; `asked_by`: the request, None for time itself."""

    db: sqlite3.Connection
    now: int
    public_url: str
    release_refunds: bool = True
    asked_by: str | None = None
    idempotency_key: str | None = None


def new_id(prefix: str, length: int = 24) -> str:
    """An id such as Stripe's: a prefix and letters that tell nothing."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(length))
