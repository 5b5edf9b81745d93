"""The shop as processes: web server, worker and payment sandbox, as `make run` has them."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from checkout.payment.models import Outbox, StripeEvent
from pharmacy.embedded_postgres.locks import wait_until
from pharmacy.management.commands.run_shop import web_server
from pharmacy.process_notes import child_note, end_left_behind
from tests.crowd.till import Till
from tests.database import address_for_others
from tests.outside.addresses import HOST, free_port
from tests.outside.processes import LoggedProcess, demo_environment, payment_sandbox

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class OpenShop:
    """Where a running shop answers, the till of its sandbox, and its processes."""

    port: int
    till: Till
    processes: tuple[LoggedProcess, ...]

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    def errors(self) -> list[str]:
        """What its processes had to complain about."""
        lines = (line for child in self.processes for line in child.log.read_text().splitlines())
        return [line for line in lines if " ERROR " in line or "Traceback" in line]

    def wait_until_quiet(self) -> None:
        """Until every promise is kept, and every message of the sandbox is here and was read."""
        assert wait_until(self._is_quiet, seconds=PATIENCE_SECONDS), "the worker is never done"

    def _is_quiet(self) -> bool:
        return not (
            self.till.has_messages_under_way()
            or StripeEvent.objects.filter(processed_at=None).exists()
            or Outbox.objects.filter(done_at=None).exists()
        )


@contextmanager
def open_shop(folder: Path) -> Iterator[OpenShop]:
    """On the database Django works on now; what a killed run left in the folder ends first."""
    end_left_behind(folder)
    for left in folder.glob("*.*"):
        left.unlink()
    shop, sandbox, state = free_port(), free_port(), folder / "sandbox.sqlite3"
    webhook = ["--webhook-url", f"http://{HOST}:{shop}/stripe/webhook/"]
    secret = ["--webhook-secret", settings.SANDBOX_WEBHOOK_SECRET]
    commands = {
        "sandbox": payment_sandbox(sandbox, state, *webhook, *secret),
        "web": web_server("pharmacy.wsgi:application", shop),
        "worker": [sys.executable, "manage.py", "worker"],
    }
    children = [
        LoggedProcess(name, command, child_note(folder, name), log=folder / f"{name}.log")
        for name, command in commands.items()
    ]
    environment = os.environ | demo_environment(
        data=settings.DATA_DIR, database_url=address_for_others(), shop=shop, sandbox=sandbox
    )
    with _running(children, environment):
        _wait_until_open(f"http://{HOST}:{shop}/readyz", children)
        yield OpenShop(shop, Till(f"http://{HOST}:{sandbox}"), tuple(children))


@contextmanager
def _running(children: list[LoggedProcess], environment: dict[str, str]) -> Iterator[None]:
    """Like pharmacy.processes.running, but signals stay pytest's own."""
    try:
        for child in children:
            child.start(environment)
        yield
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_until_stopped()


def _wait_until_open(page: str, children: list[LoggedProcess]) -> None:
    def answers() -> bool:
        for child in children:
            assert not child.died(), f"{child.name} did not start.\n{child.last_words()}"
        try:
            urllib.request.urlopen(page, timeout=2).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    assert wait_until(answers, seconds=PATIENCE_SECONDS), "the shop does not answer"
