"""The shop boots rightly configured or says, all at once, what is missing."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from catalog.money import SYMBOLS

LIVE = {
    "SHOP_MODE": "live",
    "SITE_URL": "https://shop.example.com",
    "SECRET_KEY": "k" * 25 + "Z9x!" * 10,
    "ALLOWED_HOSTS": "shop.example.com",
    "STRIPE_SECRET_KEY": "sk_live_example",
    "STRIPE_WEBHOOK_SECRET": "whsec_example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "shop@example.com",
    "OWNER_EMAIL": "owner@shop.example.com",
    "PROXIES": "1",
    "FILE_KEYS": "c2hvcC5leGFtcGxlLmNvbSBzZWFscyB3aXRoIHRoaXM=",
}


def boot(command="check", **environment):
    """Run manage.py in an environment of its own."""
    return run(["manage.py", *command.split()], **environment)


def run(arguments, **environment):
    """Run Python in an environment of its own."""
    known = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "pharmacy.settings"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=known | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_demo_needs_nothing_set():
    assert boot().returncode == 0


RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def test_a_live_shop_passes_djangos_own_deployment_check():
    done = boot("check --deploy --fail-level WARNING", **LIVE, BACKUP_RECIPIENT=RECIPIENT)
    assert done.returncode == 0, done.stderr


def test_a_live_shop_that_makes_no_backups_is_warned():
    done = boot("check --deploy --fail-level WARNING", **LIVE)
    assert done.returncode != 0
    assert "BACKUP_RECIPIENT is missing, so this shop makes no backups." in done.stderr


def test_of_what_is_missing_a_live_shop_says_only_that():
    said = boot(SHOP_MODE="live").stderr.partition("right:\n")[2].splitlines()
    required = sorted(set(LIVE) - {"SHOP_MODE"})
    assert sorted(line.partition(" is missing")[0] for line in said) == [
        f"  - {name}" for name in required
    ]


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
        (
            {"SECRET_KEY": "demo-only: this key signs nothing that is worth anything to anybody"},
            "SECRET_KEY is the demo's",
        ),
        ({"STRIPE_WEBHOOK_SECRET": "whsec_sandbox"}, "STRIPE_WEBHOOK_SECRET is the sandbox's"),
        ({"FILE_KEYS": settings.DEMO_FILE_KEY}, "FILE_KEYS has the demo's key"),
        ({"PROXIES": "0"}, "PROXIES is missing or 0 in live mode: say how many"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is *"),
        ({"ALLOWED_HOSTS": "shop.example.com, *"}, "ALLOWED_HOSTS is *"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL names no mail server"),
        ({"EMAIL_URL": "dummymail://"}, "EMAIL_URL names no mail server"),
        ({"EMAIL_URL": "memorymail://"}, "EMAIL_URL names no mail server"),
        ({"EMAIL_URL": "smtp://"}, "EMAIL_URL names no mail server"),
        ({"EMAIL_URL": "smtp://me:secret@mail.example.com:25"}, "EMAIL_URL sends mails, and its"),
        ({"EMAIL_URL": "smtp://10.0.0.5:25"}, "and its password, unsealed: write smtp+tls://"),
        ({"EMAIL_URL": "smtp://[2001:db8::5]:25"}, "and its password, unsealed"),
    ],
)
def test_a_live_shop_refuses_what_cannot_be_right(wrong, said):
    done = boot(**(LIVE | wrong))
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "smtp+ssl://user:pass%2Bw%2Fo%40rd@mail.example.com:465",
        "smtps://mail.example.com:587",
        "smtp://mail.example.com:587?EMAIL_USE_TLS=1",
        "smtp://localhost:25",
        "smtp://127.0.0.1:25",
        "smtp://[::1]:25",
        "smtp://mail:25",
    ],
)
def test_mail_goes_sealed_or_no_further_than_the_next_machine(address):
    done = boot(**(LIVE | {"EMAIL_URL": address}))
    assert done.returncode == 0, done.stderr


def test_what_has_a_meaning_in_an_address_is_written_by_its_number():
    program = "from django.conf import settings; print(settings.EMAIL_HOST_PASSWORD)"
    address = "smtp+tls://user:p%2B%2F%40%3A%3F%23%25w@mail.example.com:587"
    assert run(["-c", program], EMAIL_URL=address).stdout.strip() == "p+/@:?#%w"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"PORT": "eighty"}, "PORT is 'eighty': use a whole number from 1 to 65534"),
        ({"PORT": "0"}, "use a whole number from 1 to 65534"),
        ({"PORT": "65535"}, "use a whole number from 1 to 65534"),
        ({"PORT": "9" * 5000}, "use a whole number from 1 to 65534"),
        ({"SITE_URL": "shop.example.com"}, "SITE_URL is 'shop.example.com': it must start with"),
        ({"SHOP_CURRENCY": "dollars"}, "SHOP_CURRENCY is 'dollars': use USD or GBP or EUR"),
        ({"SHOP_CURRENCY": "usd"}, "use USD or GBP or EUR"),
        ({"SHOP_CURRENCY": "JPY"}, "use USD or GBP or EUR"),
        ({"SHOP_CURRENCY": "KWD"}, "use USD or GBP or EUR"),
        ({"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE is 'Mars/Olympus': use the name"),
        ({"TIME_ZONE": "America"}, "TIME_ZONE is 'America': use the name"),
        ({"TIME_ZONE": "../etc/passwd"}, "use the name of a time zone"),
        ({"DATABASE_URL": "garbage"}, "DATABASE_URL must be a postgres:// address"),
        ({"DATABASE_URL": "mysql://root@localhost/shop"}, "must be a postgres:// address"),
        ({"DATABASE_URL": "postgres://me:secret@host:port/shop"}, "must be a postgres:// address"),
        ({"EMAIL_URL": "garbage"}, "EMAIL_URL cannot be read"),
        ({"OWNER_EMAIL": "me"}, "OWNER_EMAIL is 'me': use an address"),
        ({"LOGS": "xml"}, "LOGS is 'xml': use plain or json"),
        ({"EMAIL_URL": "smtp://mail.example.com:port"}, "EMAIL_URL cannot be read"),
        ({"FILE_KEYS": "secret@"}, "FILE_KEYS must be Fernet keys"),
        ({"FILE_KEYS": ","}, "FILE_KEYS must be Fernet keys"),
        ({"FILE_KEYS": f"{settings.DEMO_FILE_KEY},short"}, "FILE_KEYS must be Fernet keys"),
        ({"BACKUP_RECIPIENT": RECIPIENT[:-1]}, "BACKUP_RECIPIENT must be public keys of age"),
        ({"BACKUP_RECIPIENT": f"{RECIPIENT},secret@"}, "must be public keys of age"),
        ({"BACKUP_RECIPIENT": "AGE-SECRET-KEY-1"}, "the secret one has no business here"),
        ({"BACKUP_RECIPIENT": ","}, "must be public keys of age"),
        ({"CLAMD_URL": "localhost:3310"}, "CLAMD_URL is 'localhost:3310': use tcp://host:3310"),
        ({"CLAMD_URL": "tcp://clamd"}, "use tcp://host:3310 or unix:///path"),
        ({"CLAMD_URL": "tcp://clamd:port"}, "use tcp://host:3310 or unix:///path"),
        ({"CLAMD_URL": "unix://run/clamd"}, "use tcp://host:3310 or unix:///path"),
        ({"STRIPE_API_BASE": "api.stripe.com"}, "STRIPE_API_BASE is 'api.stripe.com'"),
        ({"STRIPE_API_BASE": "http://["}, "STRIPE_API_BASE is 'http://['"),
        ({"STRIPE_API_BASE": "http://192.0.2.1:8001"}, "unset it for the payment sandbox"),
        ({"STRIPE_API_BASE": "https://api.stripe.com"}, "STRIPE_SECRET_KEY is the sandbox's"),
    ],
)
def test_what_cannot_be_read_is_said_in_words_without_a_stack_trace(wrong, said):
    done = boot(**wrong)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret@" not in done.stderr


def test_a_demo_refuses_a_live_key():
    done = boot(STRIPE_SECRET_KEY="sk_live_example")
    assert "a demo never touches real money" in done.stderr


def test_every_problem_is_told_at_once():
    bad = {"PORT": "0", "TIME_ZONE": "Mars", "DATABASE_URL": "garbage", "EMAIL_URL": "garbage"}
    done = boot(SHOP_MODE="live", DEBUG="1", SHOP_CURRENCY="dollars", **bad)
    problems = "\n".join(re.findall(r"^  - .*", done.stderr, re.MULTILINE))
    for name in (*bad, "DEBUG", "SHOP_CURRENCY", *(set(LIVE) - {"SHOP_MODE"})):
        assert name in problems


STRIPE_TEST_ACCOUNT = {
    "STRIPE_API_BASE": "https://api.stripe.com",
    "STRIPE_SECRET_KEY": "sk_test_of_an_account",
    "STRIPE_WEBHOOK_SECRET": "whsec_of_an_account",
}


@pytest.mark.parametrize(
    ("environment", "pays_at"),
    [
        ({}, "http://127.0.0.1:8001"),
        ({"PORT": "9000"}, "http://127.0.0.1:9001"),
        ({"STRIPE_API_BASE": "http://localhost:7000"}, "http://localhost:7000"),
        (STRIPE_TEST_ACCOUNT, "https://checkout.stripe.com"),
        (LIVE, "https://checkout.stripe.com"),
    ],
)
def test_a_form_may_lead_to_the_page_that_takes_the_money(environment, pays_at):
    program = (
        "from django.conf import settings;"
        "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    assert f"'{pays_at}'" in run(["-c", program], **environment).stdout


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("", ""),
        ("tcp://clamd.internal:3310", ("clamd.internal", 3310)),
        ("unix:///run/clamd.sock", "/run/clamd.sock"),
    ],
)
def test_the_scanner_is_named_by_a_port_or_by_a_socket(address, place):
    program = "from django.conf import settings; print(repr(settings.CLAMD))"
    assert run(["-c", program], CLAMD_URL=address).stdout.strip() == repr(place)


def test_the_shops_currencies_are_those_it_can_write():
    assert set(settings.CURRENCIES) == set(SYMBOLS)


def test_the_readme_lists_every_variable_as_the_code_knows_it():
    readme = (settings.BASE_DIR / "README.md").read_text()
    for variable in settings.ENV.variables:
        row = f"| `{variable.name}` | {variable.meaning} | {variable.default} |"
        assert row in readme, f"The settings table of README.md lacks:\n{row}"
