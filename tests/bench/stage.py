"""A demo shop of the run's own: its settings, its database and its static files."""

import io
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
from django.core.management import call_command

from pharmacy.embedded_postgres import Server
from tests.outside.addresses import free_port, with_name
from tests.outside.processes import demo_environment

UNITS_ENOUGH_FOR_EVERY_ORDER = 10_000_000


@contextmanager
def the_stage(data: Path) -> Iterator[None]:
    """Django is set up, on a fresh database with the demo, for this process and its children."""
    data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server_url = os.environ.get("DATABASE_URL") or stack.enter_context(_embedded(data))
        os.environ |= demo_environment(
            data=data,
            database_url=with_name(server_url, "postgres"),
            shop=free_port(),
            sandbox=free_port(),
        )
        django.setup()
        stack.enter_context(_filled_database(data, server_url))
        yield


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
    from checkout.shipping.delivery import countries_served
    from tests.checkout.shopping import a_delivery_method
    from tests.factories import put_on_the_shelf

    call_command("load_demo", stdout=io.StringIO())
    put_on_the_shelf(UNITS_ENOUGH_FOR_EVERY_ORDER)
    if not countries_served():
        a_delivery_method()
