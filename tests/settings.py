"""The settings tests run with: of the caller's environment only the database counts."""

import os
from pathlib import Path

from tests.place import data_folder

for name in (
    "DEBUG",
    "PORT",
    "STAFF_SECOND_STEP",
    "STATIC",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "STRIPE_API_BASE",
    "SHOP_MARKET",
    "SHOP_HIDE_POM_PROMOTION",
    "ORIGINAL_FIRST",
    "PRICE_STEP_PERCENT",
    "TIME_ZONE",
    "FILE_KEYS",
    "BACKUP_RECIPIENT",
    "CLAMD_URL",
    "RECORDS_YEARS",
    "PAGES_MB",
    "PARTS_MB",
    "EDGE_SECONDS",
    "OWNER_EMAIL",
    "LOGS",
):
    os.environ.pop(name, None)
os.environ |= {
    "SHOP_MODE": "demo",
    "DATA": str(data_folder(Path(__file__).resolve().parent.parent)),
    "SECRET_KEY": "tests-only: " + "x" * 50,
    "STRIPE_SECRET_KEY": "sk_test_tests",
    "STRIPE_WEBHOOK_SECRET": "whsec_tests",
    "SHOP_CURRENCY": "USD",
    "EMAIL_URL": "memorymail://",
}

from pharmacy.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"].pop("CONN_MAX_AGE")  # noqa: F405
if DATABASES["default"]["ENGINE"] == "pharmacy.embedded_postgres":  # noqa: F405
    DATABASES["default"]["DURABLE"] = False  # noqa: F405
