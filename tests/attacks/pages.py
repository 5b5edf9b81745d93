"""Every address of the shop, filled in with real things."""

from collections.abc import Mapping

from tests.pharmacy.addresses import ADDRESSES, STAFFS
from tests.pharmacy.things import filled

# Written as an expression, which is filled in by hand.
BY_HAND = {"account_reset_password_from_key": "/account/password/new/1-x/"}
# What is not a row of its own.
NAMES = {"kind": "terms", "part": 0, "key": "a-key"}


def filled_in(things: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
    """Those of shoppers and those of staff, by name."""
    shoppers = {name: f"/{path}" for name, path in ADDRESSES.items()} | BY_HAND
    return _filled(shoppers, things), _filled(STAFFS, things)


def _filled(paths: Mapping[str, str], things: Mapping[str, object]) -> dict[str, str]:
    return {name: filled(path, {**NAMES, **things}) for name, path in paths.items()}
