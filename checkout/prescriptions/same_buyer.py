"""Whether somebody of the staff is who ordered, by the e-mail address a guest has typed."""


def as_compared(email: str) -> str:
    """Small letters without what a mailbox leaves out: " Pat+shop@Example.com" is
    "pat@example.com".
    """
    name, at, host = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}{at}{host}"


def is_same(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox; no address is nobody's."""
    return as_compared(one) == as_compared(other) != ""
