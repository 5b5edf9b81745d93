"""Whether somebody of the staff is who ordered, by account or by the address a guest has typed."""

from typing import Any

from checkout.order.mails.emails import address_of
from checkout.order.models import Order


def mailbox_of(email: str) -> str:
    """Small letters without what a mailbox leaves out: " Pat+shop@Example.com" is
    "pat@example.com".
    """
    name, at, host = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}{at}{host}"


def is_same(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox; no address is nobody's."""
    return mailbox_of(one) == mailbox_of(other) != ""


def is_own(order: Order, user: Any) -> bool:
    """Whether somebody ordered it: by account, or as a guest under the same e-mail address."""
    return order.user_id == user.pk or is_same(address_of(order), user.email)
