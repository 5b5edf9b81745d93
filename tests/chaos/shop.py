"""The shop that is to be killed: its database server, and its processes by name."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from psutil import pid_exists

from pharmacy.embedded_postgres import Server
from pharmacy.process_notes import NoteHeld
from tests.crowd.till import Till
from tests.outside.addresses import HOST
from tests.outside.processes import LoggedProcess, shop_processes, stop, wait_for

DATABASE = "postgresql"
GONE_IN_SECONDS = 20


class Shop:
    """Processes that are killed and started again; only this process may do either."""

    def __init__(self, data: Path) -> None:
        self.state = data / "sandbox.sqlite3"
        self.port = int(os.environ["PORT"])
        self.till = Till(os.environ["STRIPE_API_BASE"])
        self.origin = f"http://{HOST}:{self.port}"
        self._server = Server(data)
        sandbox = int(os.environ["STRIPE_API_BASE"].rpartition(":")[2])
        children = shop_processes(data, shop=self.port, sandbox=sandbox)
        self.processes = {child.name: child for child in children}

    @property
    def names(self) -> list[str]:
        return [*self.processes, DATABASE]

    def start(self, name: str) -> None:
        if name == DATABASE:
            self._server.use()
        else:
            _start(self.processes[name])

    def kill(self, name: str) -> None:
        """In the middle of whatever it does."""
        if name == DATABASE:
            self._kill_the_database()
            return
        child = self.processes[name]
        if child.running is not None:
            with suppress(ProcessLookupError):
                os.killpg(child.running.pid, signal.SIGKILL)
            child.wait_until_stopped()

    def revive(self) -> None:
        """Start again what ended by itself: a worker ends where one half of it breaks."""
        for child in self.processes.values():
            if child.died():
                _start(child)

    def stop(self) -> None:
        stop(self.processes.values())
        self._server.stop_if_last()

    def _kill_the_database(self) -> None:
        """Without a last word to its clients: it recovers as after a crash."""
        home = self._server.home
        pid = int((home / "cluster" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        wait_for(lambda: not pid_exists(pid), f"{DATABASE} does not end", seconds=GONE_IN_SECONDS)


def _start(child: LoggedProcess) -> None:
    """Its note may still be held: the children of what was killed need a moment to be gone."""

    def started() -> bool:
        with suppress(NoteHeld):
            child.start(dict(os.environ))
            return True
        return False

    wait_for(started, f"{child.name} holds its note for ever", seconds=GONE_IN_SECONDS)


@contextmanager
def open_shop(data: Path) -> Iterator[Shop]:
    """Open, on the database of the stage."""
    shop = Shop(data)
    try:
        for name in shop.processes:
            shop.start(name)
        yield shop
    finally:
        shop.stop()
