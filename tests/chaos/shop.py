"""The shop that is to be killed: its database server, and its processes by name."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pharmacy.embedded_postgres import Server
from pharmacy.embedded_postgres.locks import wait_until
from pharmacy.management.commands.run_shop import web_server
from pharmacy.process_notes import NoteHeld, child_note, end_left_behind
from tests.crowd.till import Till
from tests.outside.addresses import HOST
from tests.outside.processes import LoggedProcess, payment_sandbox

DATABASE = "postgresql"
GONE_IN_SECONDS = 20


class Shop:
    """Processes that are killed and started again; only this process may do either."""

    def __init__(self, data: Path) -> None:
        from django.conf import settings

        self.state = data / "sandbox.sqlite3"
        self.port = int(os.environ["PORT"])
        self.till = Till(os.environ["STRIPE_API_BASE"])
        self.origin = f"http://{HOST}:{self.port}"
        self._server = Server(data)
        webhook = f"http://{HOST}:{self.port}/stripe/webhook/"
        port = int(os.environ["STRIPE_API_BASE"].rpartition(":")[2])
        options = ["--webhook-url", webhook, "--webhook-secret", settings.SANDBOX_WEBHOOK_SECRET]
        commands = {
            "sandbox": payment_sandbox(port, self.state, *options),
            "web": web_server("pharmacy.wsgi:application", self.port),
            "worker": [sys.executable, "manage.py", "worker"],
        }
        self._processes = {
            name: LoggedProcess(name, command, child_note(data, name), log=data / f"{name}.log")
            for name, command in commands.items()
        }

    @property
    def names(self) -> list[str]:
        return [*self._processes, DATABASE]

    def strike(self, name: str) -> None:
        """Kill one of them in the middle of whatever it does, and start it again."""
        if name == DATABASE:
            self._strike_the_database()
            return
        child = self._processes[name]
        if child.running is not None:
            with suppress(ProcessLookupError):
                os.killpg(child.running.pid, signal.SIGKILL)
            child.wait_until_stopped()
        _start(child)

    def revive(self) -> None:
        """Start again what ended by itself: a worker ends where one half of it breaks."""
        for child in self._processes.values():
            if child.died():
                _start(child)

    def _strike_the_database(self) -> None:
        """Without a last word to its clients: it recovers as after a crash."""
        home = self._server.home
        pid = int((home / "cluster" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        self._server.use()

    def stop(self) -> None:
        for child in self._processes.values():
            child.ask_to_stop()
        for child in self._processes.values():
            child.wait_until_stopped()


def _start(child: LoggedProcess) -> None:
    """Its note may still be held: the children of what was killed need a moment to be gone."""

    def started() -> bool:
        with suppress(NoteHeld):
            child.start(dict(os.environ))
            return True
        return False

    assert wait_until(started, seconds=GONE_IN_SECONDS), f"{child.name} holds its note for ever"


@contextmanager
def open_shop(data: Path) -> Iterator[Shop]:
    """Open, on the database of the stage; what an earlier run left behind ends first."""
    end_left_behind(data)
    for left in (*data.glob("sandbox.sqlite3*"), *data.glob("*.log")):
        left.unlink()
    shop = Shop(data)
    try:
        for name in ("sandbox", "web", "worker"):
            shop.strike(name)
        yield shop
    finally:
        shop.stop()
