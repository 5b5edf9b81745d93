from tests.checkout.payment.sandbox.fixtures import *  # noqa: F403
