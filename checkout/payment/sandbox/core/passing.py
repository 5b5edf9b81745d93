"""What time alone changes: sessions run out, held money is let go, refunds settle."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from checkout.payment.sandbox.core import intents, refunds, sessions, store
from checkout.payment.sandbox.core.work import Work


def let_time_pass(db: sqlite3.Connection, work: Work) -> None:
    """Everything due by now happens, in order, each at its own hour."""
    while True:
        found = store.due(db, work.now)
        if found is None:
            return
        key, kind, due_at = found
        _WHEN_DUE[kind](replace(work, now=due_at), key)


def _run_out(work: Work, key: str) -> None:
    sessions.close(work, sessions.find(work, key))


_WHEN_DUE: dict[str, Callable[[Work, str], None]] = {
    "checkout.session": _run_out,
    "charge": intents.lapse,
    "refund": refunds.settle,
}
