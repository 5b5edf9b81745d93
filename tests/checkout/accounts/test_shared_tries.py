"""Tries are counted for the whole shop: another process knows of those of this one."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.checkout.accounts.people import DO_NOT_FIT, TOO_MANY, an_account, sign_in
from tests.checkout.pages import said_on_top
from tests.checkout.visitor import Visitor
from tests.database import address_for_others

pytestmark = pytest.mark.django_db(transaction=True)

FIVE_WRONG_PASSWORDS = """
import django
django.setup()
from django.test.utils import setup_test_environment
setup_test_environment()
from tests.checkout.accounts.people import sign_in
from tests.checkout.visitor import Visitor
for _ in range(5):
    assert sign_in(Visitor(), "sam@example.com", "wrong").status_code == 422
"""


def test_five_wrong_passwords_in_another_process_are_five_here():
    an_account()
    assert said_on_top(sign_in(Visitor(), "ada@example.com", "wrong")) == [("login", DO_NOT_FIT)]

    elsewhere(FIVE_WRONG_PASSWORDS)

    assert said_on_top(sign_in(Visitor(), "sam@example.com")) == [("login", TOO_MANY)]


def elsewhere(program: str) -> None:
    """Run in a process of its own, on the same database."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": address_for_others(),
    }
    subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, env=environment, check=True
    )
