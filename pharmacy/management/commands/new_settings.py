import secrets
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """For `shop.env` of compose.yaml, or any other way a process is given its environment."""

    help = (
        "Prints the settings a live shop must have: new keys made, what only you know left blank."
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
                self.stdout.write(f"# {variable.meaning}")
                self.stdout.write(f"{variable.name}={made.get(variable.name, '')}")


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
