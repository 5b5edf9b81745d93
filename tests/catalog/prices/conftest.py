"""Who works at the price desk, and the owner's page to work on."""

from tests.catalog.admin.conftest import (  # noqa: F401
    dispenser,
    medicine,
    owner,
    pharmacist,
    price_editor,
)
