"""A shop that knows somebody well: what is hers is what others are after."""

import pytest

from tests.attacks.sams import Sams, everything_of_sam
from tests.checkout.conftest import (  # noqa: F401
    openapi,
    pharmacist,
    sandbox,
    stripe_http,
    stripe_sandbox,
    vault_folder,
)
from tests.pharmacy.conftest import things  # noqa: F401


@pytest.fixture
def sams(vault_folder, things, sandbox, pharmacist) -> Sams:  # noqa: F811
    return everything_of_sam(sandbox, pharmacist)
