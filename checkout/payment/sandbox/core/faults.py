"""The fault plan: what shall go wrong, where and how often. Planned by tests, kept in the file."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase


class Kind(StrEnum):
    # on a request; the target is an operation such as "intents.capture" or "refunds.*"
    TIMEOUT_BEFORE = "timeout_before"  # nothing happens and no answer comes
    TIMEOUT_AFTER = "timeout_after"  # it happens, but the answer is lost
    ERROR_500 = "error_500"  # nothing happens, and the key remembers the 500
    ERROR_500_AFTER = "error_500_after"  # it happens, but the key remembers a 500
    RATE_LIMIT = "rate_limit"  # 429, nothing happens, nothing is remembered
    DECLINED = "declined"  # the bank says no: 402, nothing happens, and the key remembers the 402
    SLOW = "slow"  # the request holds its key, and the intent it changes, for some seconds first
    # on a webhook; the target is an event type such as "charge.captured"
    DROP = "drop"
    DUPLICATE = "duplicate"
    DELAY = "delay"
    REORDER = "reorder"  # comes after the event that follows it


ON_REQUESTS = (
    Kind.TIMEOUT_BEFORE,
    Kind.TIMEOUT_AFTER,
    Kind.ERROR_500,
    Kind.ERROR_500_AFTER,
    Kind.RATE_LIMIT,
    Kind.DECLINED,
    Kind.SLOW,
)
ON_WEBHOOKS = (Kind.DROP, Kind.DUPLICATE, Kind.DELAY, Kind.REORDER)


@dataclass(frozen=True, slots=True)
class Fault:
    """One planned fault; `seconds` is how long to be slow, to hang, or to delay."""

    kind: Kind
    target: str = "*"
    times: int = 1
    seconds: float = 0


def plan(db: sqlite3.Connection, fault: Fault) -> None:
    db.execute(
        "INSERT INTO faults (kind, target, times, seconds) VALUES (?, ?, ?, ?)",
        (fault.kind, fault.target, fault.times, fault.seconds),
    )


def planned(db: sqlite3.Connection) -> list[Fault]:
    """What is still to happen, in the order it was planned."""
    rows = db.execute("SELECT kind, target, times, seconds FROM faults WHERE times > 0 ORDER BY id")
    return [Fault(Kind(row["kind"]), row["target"], row["times"], row["seconds"]) for row in rows]


def clear(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM faults")


def take(db: sqlite3.Connection, kinds: tuple[Kind, ...], target: str) -> Fault | None:
    """The first planned fault of these kinds for this target, used up by one."""
    rows = db.execute("SELECT * FROM faults WHERE times > 0 ORDER BY id").fetchall()
    for row in rows:
        if row["kind"] in kinds and fnmatchcase(target, row["target"]):
            db.execute("UPDATE faults SET times = times - 1 WHERE id = ?", (row["id"],))
            return Fault(Kind(row["kind"]), row["target"], 1, row["seconds"])
    return None
