"""Counts who comes how often, for all processes together; kept is a keyed hash of where from."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from catalog.forgetting import AT_ONCE

# One household has as many addresses as it likes within one of these.
IPV6_PREFIX = 64
# Of many who come at once each is told another number: there is nothing between read and write.
COUNT = """
    INSERT INTO visits_counted AS known (page, visitor, visits, ends)
    VALUES (%(page)s, %(visitor)s, 1, statement_timestamp() + %(window)s)
    ON CONFLICT (page, visitor) DO UPDATE SET
        visits = CASE WHEN known.ends > statement_timestamp() THEN known.visits + 1 ELSE 1 END,
        ends = CASE WHEN known.ends > statement_timestamp() THEN known.ends ELSE excluded.ends END
    RETURNING visits, ceil(extract(epoch FROM ends - statement_timestamp()))
"""
# Who is just being counted is counted on.
OVER = """
    DELETE FROM {table} WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM {table} WHERE {over} ORDER BY {column} LIMIT %s FOR UPDATE SKIP LOCKED
    ))
"""
VISITS_OVER = OVER.format(table="visits_counted", over="ends <= %s", column="ends")
TRIES_OVER = OVER.format(table="shared_cache", over="expires < %s", column="expires")


class Counted(NamedTuple):
    """How many visits there were in the window, with this one, and the seconds until it ends."""

    visits: int
    seconds_left: int


def count(page: str, visitor: str, window: timedelta) -> Counted:
    """One more visit. One statement, which takes what is over from where it began anew."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"page": page, "visitor": visitor, "window": window})
        visits, seconds = cursor.fetchone()
    return Counted(visits, int(seconds))


def visitor_of(request: HttpRequest) -> str:
    """Who comes, as the first of our proxies saw it; "" where nothing says it."""
    return hashed(network_of(get_adapter().get_client_ip(request)))


def network_of(address: str) -> str:
    """An IPv4 address as it is, of an IPv6 address what one household shares; "" for none."""
    try:
        seen = ip_address(address.strip())
    except ValueError:
        return ""
    if not isinstance(seen, IPv6Address):
        return str(seen)
    if seen.ipv4_mapped:
        return str(seen.ipv4_mapped)
    return str(ip_network((seen.packed, IPV6_PREFIX), strict=False))


def hashed(network: str) -> str:
    """Tells one from another and leads back to nobody without the shop's key."""
    if not network:
        return ""
    return salted_hmac("checkout.accounts.counting", network, algorithm="sha256").hexdigest()


def forget_counted(now: datetime) -> int:
    """Forget some who came, once it counts no more; how many."""
    return _forget(VISITS_OVER, now)


def forget_tries(now: datetime) -> int:
    """Forget some places somebody tried to sign in from, once it counts no more; how many."""
    return _forget(TRIES_OVER, now)


def _forget(statement: str, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [now, AT_ONCE])
        return int(cursor.rowcount)
