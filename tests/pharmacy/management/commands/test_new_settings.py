"""`manage.py new_settings`: what a live shop must have, but for what only its owner knows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.pharmacy.test_settings import LIVE, boot

ADDRESS = "https://shop.example.com"


def printed(address: str = ADDRESS) -> dict[str, str]:
    out = StringIO()
    call_command("new_settings", address, stdout=out)
    lines = [line for line in out.getvalue().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_a_live_shop_boots_once_the_blanks_are_filled():
    made = printed(f"{ADDRESS}/")
    blanks = {name: LIVE[name] for name, value in made.items() if not value}
    assert made["SITE_URL"] == ADDRESS
    assert made["ALLOWED_HOSTS"] == "shop.example.com"
    assert {"STRIPE_SECRET_KEY", "EMAIL_URL", "OWNER_EMAIL"} <= blanks.keys()
    done = boot(**made | blanks | {"SHOP_MODE": "live", "PROXIES": "1"})
    assert done.returncode == 0, done.stderr


def test_what_silently_would_be_another_shops_is_there_to_be_decided():
    made = printed()
    assert list(made.items())[-5:] == [
        ("SHOP_CURRENCY", "USD"),
        ("SHOP_MARKET", "US"),
        ("SHOP_HIDE_POM_PROMOTION", "0"),
        ("TIME_ZONE", "UTC"),
        ("RECORDS_YEARS", "10"),
    ]


def test_its_keys_are_made_anew_each_time():
    first, second = printed(), printed()
    assert all(first[key] != second[key] for key in ("SECRET_KEY", "FILE_KEYS"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("shop.example.com", "no address of a live shop"),
        ("http://shop.example.com", "no address of a live shop"),
        ("https://", "no address of a live shop"),
        ("https://[", "no address of a live shop"),
        ("https://shop.example.com/pharmacy", "write https://shop.example.com."),
        ("https://shop.example.com?x=1", "write https://shop.example.com."),
        ("https://me@shop.example.com", "write https://shop.example.com."),
    ],
)
def test_what_is_no_address_of_a_shop_is_refused_in_words(address, said):
    with pytest.raises(CommandError, match=said):
        printed(address)
