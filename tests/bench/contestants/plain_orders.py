"""A clerk who writes orders in plain SQL: `python -m tests.bench.contestants.plain_orders ORDER...`

It copies the orders of these numbers. Each line of standard input starts a turn, such as
{"seconds": 3, "dosages": 1, "first": 0}, and is answered by a line; it ends with its input. libpq's
variables name the database.
"""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg2
from psycopg2.extensions import connection, cursor
from psycopg2.extras import Json, RealDictCursor

from checkout.order.numbers import new_number

# Eight inserts and the pool's update. BEGIN and COMMIT are not counted, as for the shop.
STATEMENTS = 9
RESERVE = """
UPDATE catalogue_dosage SET units_reserved = units_reserved + %(units)s
WHERE id = %(dosage)s AND units_on_hand >= units_reserved + %(units)s
"""
Row = dict[str, Any]


class SoldOut(Exception):
    """The pool has too few units, which the run must not let happen."""


@dataclass(frozen=True, slots=True)
class Example:
    """The rows of an order of one line."""

    basket: Row
    basket_line: Row
    address: Row
    order: Row
    line: Row
    patient: Row
    attempt: Row
    promise: Row


def example(db: connection, number: str) -> Example:
    """The order of this number, with everything that was written for it."""
    with db.cursor(cursor_factory=RealDictCursor) as rows:

        def row(table: str, column: str, value: Any) -> Row:
            rows.execute(f"SELECT * FROM {table} WHERE {column} = %s", [value])
            (found,) = rows.fetchall()
            return dict(found)

        order = row("order_order", "number", number)
        return Example(
            basket=row("basket_basket", "id", order["basket_id"]),
            basket_line=row("basket_line", "basket_id", order["basket_id"]),
            address=row("order_shippingaddress", "id", order["shipping_address_id"]),
            order=order,
            line=row("order_line", "order_id", order["id"]),
            patient=row("prescriptions_patient", "order_id", order["id"]),
            attempt=row("payment_paymentattempt", "order_id", order["id"]),
            promise=row("payment_outbox", "order_id", order["id"]),
        )


def write_order(db: connection, like: Example) -> None:
    """One more order like this one, in one transaction. Raises SoldOut."""
    with db, db.cursor() as sql:
        basket = _insert(sql, "basket_basket", like.basket)
        _insert(sql, "basket_line", like.basket_line, basket_id=basket)
        address = _insert(sql, "order_shippingaddress", like.address)
        number = new_number()
        named = {"number": number, "basket_id": basket, "shipping_address_id": address}
        order = _insert(sql, "order_order", like.order, **named)
        _insert(sql, "order_line", like.line, order_id=order)
        _insert(sql, "prescriptions_patient", like.patient, order_id=order)
        later = like.promise["next_at"] + timedelta(days=1)  # no worker is to be kept busy by it
        paying = {"order_id": order, "watched_at": later}
        attempt = _insert(sql, "payment_paymentattempt", like.attempt, **paying)
        promised = {"order_id": order, "attempt_id": attempt, "key": f"open-{number}-{attempt}"}
        _insert(sql, "payment_outbox", like.promise, **promised, next_at=later)
        units = like.line["units"] * like.line["quantity"]
        sql.execute(RESERVE, {"units": units, "dosage": like.line["dosage_id"]})
        if sql.rowcount != 1:
            raise SoldOut(f"dosage {like.line['dosage_id']} is sold out")


def _insert(sql: cursor, table: str, like: Row, **changed: Any) -> int:
    row = {name: _as_sent(value) for name, value in like.items() if name != "id"} | changed
    columns, places = ", ".join(row), ", ".join(f"%({name})s" for name in row)
    sql.execute(f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING id", row)
    (new,) = sql.fetchone() or (0,)
    return int(new)


def _as_sent(value: Any) -> Any:
    return Json(value) if isinstance(value, dict | list) else value


def turn(
    db: connection, examples: Sequence[Example], *, seconds: float, dosages: int, first: int
) -> Row:
    """Orders of the first so many dosages in turn, beginning with one of them, one at least."""
    orders, wrong, until = 0, "", time.monotonic() + seconds
    try:
        while not orders or time.monotonic() < until:
            write_order(db, examples[(first + orders) % dosages])
            orders += 1
    except (psycopg2.Error, SoldOut) as error:
        wrong = str(error)
    return {"orders": orders, "wrong": wrong}


def main(numbers: Sequence[str]) -> None:
    db = psycopg2.connect("")
    examples = [example(db, number) for number in numbers]
    db.commit()
    print(json.dumps({"ready": len(examples)}), flush=True)
    for line in sys.stdin:
        print(json.dumps(turn(db, examples, **json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
