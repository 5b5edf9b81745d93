"""A demo shop of the run's own: its settings, its database and its static files."""

import io
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
from django.core.management import call_command

from pharmacy.embedded_postgres import Server
from tests.bench.wire import HOST

UNITS_ENOUGH_FOR_EVERY_ORDER = 10_000_000
# Of the caller's environment only DATABASE_URL counts.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "pharmacy.settings",
    "SHOP_MODE": "demo",
    "DEBUG": "0",
    "SHOP_CURRENCY": "USD",
    "SHOP_MARKET": "US",
    "TIME_ZONE": "UTC",
    "SECRET_KEY": "",
    "ALLOWED_HOSTS": "",
    "STRIPE_SECRET_KEY": "",
    "STRIPE_WEBHOOK_SECRET": "",
    "EMAIL_URL": "dummymail://",
}


@contextmanager
def the_stage(data: Path) -> Iterator[None]:
    """Django is set up, on a fresh database with the demo, for this process and its children."""
    data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server_url = os.environ.get("DATABASE_URL") or stack.enter_context(_embedded(data))
        shop, sandbox = free_port(), free_port()
        os.environ |= SETTINGS | {
            "DATA": str(data),
            "DATABASE_URL": with_name(server_url, "postgres"),
            "PORT": str(shop),
            "SITE_URL": f"http://{HOST}:{shop}",
            "STRIPE_API_BASE": f"http://{HOST}:{sandbox}",
        }
        django.setup()
        stack.enter_context(_filled_database(data, server_url))
        yield


def with_name(url: str, name: str) -> str:
    """The address of another database on the same server."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rpartition('/')[0]}/{name}"))


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _embedded(data: Path) -> Iterator[str]:
    server = Server(data)
    server.use()
    try:
        address = server.address(for_child=True)
        yield f"postgres://{address['user']}@/{address['host']}/postgres"
    finally:
        server.stop_if_last()


@contextmanager
def _filled_database(data: Path, server_url: str) -> Iterator[None]:
    # These read Django's settings, which are there only now.
    from pharmacy.static_files import collect_where_needed
    from tests.database import TestDatabase, one_process_at_a_time

    database = TestDatabase(f"bench_{data.name}")
    with one_process_at_a_time(data / "bench.lock"):
        database.create()
        try:
            with one_process_at_a_time(data / "static.lock"):
                collect_where_needed()
            _fill()
            os.environ["DATABASE_URL"] = with_name(server_url, database.name)
            yield
        finally:
            database.drop()


def _fill() -> None:
    from catalog.models import Dosage
    from checkout.shipping.delivery import countries_served
    from tests.checkout.shopping import a_delivery_method

    call_command("load_demo", stdout=io.StringIO())
    Dosage.objects.update(units_on_hand=UNITS_ENOUGH_FOR_EVERY_ORDER)
    if not countries_served():
        a_delivery_method()
