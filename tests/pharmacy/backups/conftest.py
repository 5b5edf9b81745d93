"""A folder for a shop, and where its backups go."""

import pytest

from tests.checkout.conftest import openapi, sandbox, stripe_http, stripe_sandbox  # noqa: F401
from tests.pharmacy.backups.shops import Shops, in_a_folder


@pytest.fixture
def shops(tmp_path):
    """The shop's files lie in a folder of the test's; so does what is made of them."""
    with in_a_folder(tmp_path / "shop"):
        yield Shops(tmp_path)
