"""The shop as processes: web server, worker and payment sandbox, as `make run` has them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from checkout.payment.models import Outbox, StripeEvent
from tests.crowd.till import Till
from tests.database import address_for_others
from tests.outside.addresses import HOST, free_port
from tests.outside.processes import (
    LoggedProcess,
    demo_environment,
    is_open,
    shop_processes,
    stop,
    wait_for,
)

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

    def is_open(self) -> bool:
        """Whether it answers. A process that ended fails the test, with its last words."""
        for child in self.processes:
            assert not child.died(), f"{child.name} did not start.\n{child.last_words()}"
        return is_open(self.origin)

    def errors(self) -> list[str]:
        """What its processes had to complain about."""
        lines = (line for child in self.processes for line in child.log.read_text().splitlines())
        return [line for line in lines if " ERROR " in line or "Traceback" in line]

    def wait_until_quiet(self) -> None:
        """Until every promise is kept, and every message of the sandbox is here and was read."""
        wait_for(self._is_quiet, "the worker is never done", seconds=PATIENCE_SECONDS)

    def _is_quiet(self) -> bool:
        return not (
            self.till.has_messages_under_way()
            or StripeEvent.objects.filter(processed_at=None).exists()
            or Outbox.objects.filter(done_at=None).exists()
        )


@contextmanager
def open_shop(folder: Path, *, data: Path) -> Iterator[OpenShop]:
    """On the database Django works on now; what a killed run left in the folder ends first."""
    port, sandbox = free_port(), free_port()
    children = shop_processes(folder, shop=port, sandbox=sandbox)
    environment = os.environ | demo_environment(
        data=data, database_url=address_for_others(), shop=port, sandbox=sandbox
    )
    environment["STATIC"] = str(settings.STATIC_ROOT)
    shop = OpenShop(port, Till(f"http://{HOST}:{sandbox}"), tuple(children))
    try:
        for child in children:
            child.start(environment)
        wait_for(shop.is_open, "the shop does not answer", seconds=PATIENCE_SECONDS)
        yield shop
    finally:
        stop(children)
