import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import stripe

from checkout.payment.sandbox.core.sandbox import Sandbox
from tests.checkout.payment.contract.accounts import (
    KEY_VARIABLE,
    SANDBOX_WITHOUT_RELEASES,
    STRIPE,
    Account,
    SandboxAccount,
    StripeAccount,
    names,
)
from tests.checkout.payment.contract.checked_client import CheckedStripeClient
from tests.checkout.payment.openapi import CheckedSandboxClient, OpenApi


@pytest.fixture(params=names(os.environ))
def account(request: pytest.FixtureRequest, tmp_path: Path, openapi: OpenApi) -> Iterator[Account]:
    """Every story is told to each of the accounts."""
    if request.param == STRIPE:
        http = CheckedStripeClient(openapi)
        client = stripe.StripeClient(
            os.environ[KEY_VARIABLE], http_client=http, max_network_retries=2
        )
        yield StripeAccount(client)
        http.close()
        return
    releases = request.param != SANDBOX_WITHOUT_RELEASES
    sandbox = Sandbox(tmp_path / "stripe.sqlite", release_refunds=releases)
    checked = CheckedSandboxClient(sandbox, openapi=openapi)
    yield SandboxAccount(stripe.StripeClient("sk_test_tests", http_client=checked), sandbox)
    checked.check_events()
    sandbox.close()
