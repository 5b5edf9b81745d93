"""The shop boots rightly configured or says, all at once, what is missing."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

LIVE = {
    "SHOP_MODE": "live",
    "SITE_URL": "https://shop.example.com",
    "SECRET_KEY": "k" * 25 + "Z9x!" * 10,
    "ALLOWED_HOSTS": "shop.example.com",
    "STRIPE_SECRET_KEY": "sk_live_example",
    "STRIPE_WEBHOOK_SECRET": "whsec_example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "shop@example.com",
}


def boot(command="check", **environment):
    """Run manage.py in an environment of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_demo_needs_nothing_set():
    assert boot().returncode == 0


def test_a_live_shop_passes_djangos_own_deployment_check():
    done = boot("check --deploy --fail-level WARNING", **LIVE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", sorted(set(LIVE) - {"SHOP_MODE", "SITE_URL"}))
def test_a_live_shop_names_each_missing_variable(missing):
    done = boot(**{name: value for name, value in LIVE.items() if name != missing})
    assert done.returncode != 0
    assert f"{missing} is missing" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"DEBUG": "1"}, "DEBUG is 1 in live mode"),
        ({"SITE_URL": "http://shop.example.com"}, "SITE_URL must start with https://"),
        ({"STRIPE_API_BASE": "http://127.0.0.1:8001"}, "names the sandbox in live mode"),
        ({"STRIPE_SECRET_KEY": "sk_test_example"}, "is not a live key"),
        ({"SECRET_KEY": "short"}, "shorter than 50 characters"),
        ({"SHOP_MODE": "production"}, "use demo or live"),
        ({"PORT": "eighty"}, "use a whole number"),
        ({"DATABASE_URL": "mysql://root@localhost/shop"}, "must be a postgres:// address"),
    ],
)
def test_a_live_shop_refuses_what_cannot_be_right(wrong, said):
    done = boot(**(LIVE | wrong))
    assert done.returncode != 0
    assert said in done.stderr


def test_a_demo_refuses_a_live_key():
    done = boot(STRIPE_SECRET_KEY="sk_live_example")
    assert "a demo never touches real money" in done.stderr


def test_every_problem_is_told_at_once():
    done = boot(SHOP_MODE="live", DEBUG="1")
    assert len(re.findall(r"^  - ", done.stderr, re.MULTILINE)) >= 6


def test_the_readme_lists_every_variable_as_the_code_knows_it():
    readme = (settings.BASE_DIR / "README.md").read_text()
    for variable in settings.ENV.variables:
        row = f"| `{variable.name}` | {variable.meaning} | {variable.default} |"
        assert row in readme, f"The settings table of README.md lacks:\n{row}"
