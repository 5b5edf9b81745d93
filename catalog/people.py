"""How a person is named on the pages of staff."""

from typing import Any


def name_of(user: Any) -> str:
    """By name, else by e-mail; "" for nobody."""
    return (user.get_full_name() or user.email) if user else ""
