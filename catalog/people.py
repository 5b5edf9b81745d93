"""How a person is named on the pages of staff, and who came with the demo."""

from typing import Any

# Their password is public. A live shop asks for them, so they stand outside of the demo.
DEMO_ADDRESSES = (
    "prices@example.com",
    "pharmacist@example.com",
    "dispenser@example.com",
    "support@example.com",
    "owner@example.com",
)


def name_of(user: Any) -> str:
    """By name, else by e-mail; "" for nobody."""
    return (user.get_full_name() or user.email) if user else ""


def is_demo_staff(user: object) -> bool:
    """Whether somebody signed in as one of the demo's staff."""
    return str(getattr(user, "email", "")).casefold() in DEMO_ADDRESSES
