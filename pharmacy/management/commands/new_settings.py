import secrets
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pharmacy.env import Variable

# A default that is right for one shop is wrong for another, and nothing says so.
DECIDED = (
    "SHOP_CURRENCY",
    "SHOP_MARKET",
    "SHOP_HIDE_POM_PROMOTION",
    "TIME_ZONE",
    "RECORDS_YEARS",
)


class Command(BaseCommand):
    """For `shop.env` of compose.yaml, or any other way a process is given its environment."""

    help = (
        "Prints the settings a live shop must have, new keys made, what only you know left blank; "
        "then what is to be decided before the first price."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("site", metavar="ADDRESS", help="such as https://your.shop")

    def handle(self, *args: Any, site: str, **options: Any) -> None:
        host = host_of(site)
        made = {
            "SITE_URL": site.rstrip("/"),
            "ALLOWED_HOSTS": host,
            # Without a sign that means something to whoever reads the file.
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FILE_KEYS": Fernet.generate_key().decode(),
        }
        for variable in settings.ENV.variables:
            if variable.is_required:
                self._write(variable, made.get(variable.name, ""))
        self.stdout.write("\n# Decide these before you enter the first price.")
        for variable in settings.ENV.variables:
            if variable.name in DECIDED:
                self._write(variable, variable.default.strip("`"))

    def _write(self, variable: Variable, value: str) -> None:
        self.stdout.write(f"# {variable.meaning}")
        self.stdout.write(f"{variable.name}={value}")


def host_of(site: str) -> str:
    """Raises CommandError where it is no address a live shop can stand at."""
    try:
        parts = urlsplit(site)
        host, bare = parts.hostname, f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        host, bare = None, ""
    if not host or not bare.startswith("https://"):
        raise CommandError(f"{site} is no address of a live shop: write it as https://your.shop.")
    if site.rstrip("/") != bare or "@" in bare:
        raise CommandError(f"{site} says more than where the shop stands: write https://{host}.")
    return host
