"""Fills a shop with a year of orders."""

from pathlib import Path

from django.db import connection

from catalog.lots.models import Lot
from checkout.accounts.models import User
from tests.bench.years.copying import LOTS_OF_EACH, copy_what_came, highest_ids, nobody_looks
from tests.bench.years.stories import Day, a_sandbox
from tests.checkout.accounts.people import an_account

A_DAY_SELLS = 12
# Of a thousand a day so many wait for somebody at any moment.
OPEN_PER_THOUSAND, A_DAY_KEEPS_OPEN = 150, 3
ACCOUNTS = """
    INSERT INTO accounts_user (
        password, is_superuser, is_staff, is_active, date_joined, last_login,
        first_name, last_name, email, phone
    )
    SELECT 'none', false, false, true, now() - make_interval(days => k %% 365), now(),
        'Sam', 'Example', 'account' || k || '@people.example.com', ''
    FROM generate_series(1, %s) AS k RETURNING id
"""
# A lot is a few hundred packs: no order of a year ago is of one that is sold today.
LOTS = """
    INSERT INTO lots_lot (dosage_id, number, expires_on, units, withdrawn_because)
    SELECT lot.dosage_id, 'Y' || k || '-' || lot.id, lot.expires_on, 0, ''
    FROM lots_lot AS lot CROSS JOIN generate_series(0, %s - 1) AS k
    WHERE lot.dosage_id = ANY (%s)
"""
SESSIONS = """
    INSERT INTO accounts_session (session_key, session_data, expire_date, email, orders)
    SELECT md5(k::text), repeat('x', 600), now() + make_interval(hours => k %% 336),
        k || '@people.example.com', '{}'
    FROM generate_series(1, %s) AS k
"""
CARTS = """
    INSERT INTO basket_basket (status, date_created)
    SELECT 'Open', now() - make_interval(hours => k %% 1440) FROM generate_series(1, %s) AS k
"""


def fill(orders: int, *, days: int, folder: Path) -> User:
    """About so many orders of so many days; a customer who has some of them."""
    customer = an_account("years-customer@example.com")
    with nobody_looks([User]):
        accounts = _accounts(max(orders // 4, 1))
    with a_sandbox(folder) as sandbox:
        day = Day(sandbox, customer)
        with nobody_looks([Lot]):
            _run(LOTS, LOTS_OF_EACH, [day.free.dosage_id, day.strict.dosage_id])
        since = highest_ids()
        day.sells()
        copies = max(orders // A_DAY_SELLS, 1)
        copy_what_came(since, copies=copies, days=days, accounts=accounts)
        since = highest_ids()
        day.keeps_open()
        waiting = orders // days * OPEN_PER_THOUSAND // 1000 // A_DAY_KEEPS_OPEN
        if waiting:
            copy_what_came(since, copies=waiting, days=1, accounts=accounts)
    _run(SESSIONS, orders // 4)
    _run(CARTS, orders // 4)
    return customer


def settle() -> None:
    """As a database is that has been up for a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _accounts(number: int) -> range:
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNTS, [number])
        ids = sorted(pk for (pk,) in cursor.fetchall())
    return range(ids[0], ids[-1] + 1)


def _run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
