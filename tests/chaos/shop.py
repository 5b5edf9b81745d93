"""The shop that is struck: its database server, its processes by name, and who starts them again.

A supervisor starts again whatever has ended, as `make run`, systemd and compose do. Nobody does
anything else by hand.
"""

import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, RLock, Thread
from time import monotonic, sleep

import psutil

from pharmacy.embedded_postgres import Server
from pharmacy.process_notes import NoteHeld, child_note
from pharmacy.processes import RESTART_AFTER_SECONDS
from pharmacy.serving import PROCESSES
from tests.chaos.clock import Clock
from tests.chaos.mail_server import MailServer
from tests.crowd.till import Till
from tests.outside.addresses import HOST
from tests.outside.processes import LoggedProcess, shop_processes, stop, wait_for

WEB, WORKER, SANDBOX = "web", "worker", "sandbox"
GONE_IN_SECONDS = 60
LOOK_SECONDS = 0.1
OPEN_IN_SECONDS = 120


class Shop:
    """`restarts` counts what the supervisor started again."""

    def __init__(self, data: Path, server: Server, *, web_processes: int) -> None:
        self.data, self.state = data, data / "sandbox.sqlite3"
        self.port = int(os.environ["PORT"])
        self.till = Till(os.environ["STRIPE_API_BASE"])
        self.origin = f"http://{HOST}:{self.port}"
        self.clock, self.mail = Clock(data / "clock"), MailServer()
        self.restarts: Counter[str] = Counter()
        self._server, self._web_processes, self._webs = server, web_processes, 1
        self._beside: list[LoggedProcess] = []
        sandbox = int(os.environ["STRIPE_API_BASE"].rpartition(":")[2])
        children = shop_processes(data, shop=self.port, sandbox=sandbox, workers=web_processes)
        self._processes = {child.name: child for child in children}
        # Whoever starts or ends a process: a number is signalled only while it is its own.
        self._hands_on = RLock()
        self._over = Event()
        self._supervisor = Thread(target=self._supervise, name="supervisor")

    def open(self) -> None:
        self.mail.open()
        for child in self._processes.values():
            self._start(child)
        self._supervisor.start()

    def close(self) -> None:
        self._over.set()
        if self._supervisor.ident:
            self._supervisor.join()
        stop([*self._processes.values(), *self._beside])
        self.mail.shut()

    def log(self, name: str) -> str:
        return self._processes[name].log.read_text(errors="replace")

    def kill(self, name: str) -> None:
        """With all of its own processes, in the middle of whatever they do."""
        with self._running(name) as pid:
            os.killpg(pid, signal.SIGKILL)
        _wait_until_gone(pid)

    def kill_one_of_its_own(self, name: str) -> None:
        """One process of those that a web server has, which then starts another by itself."""
        with self._running(name) as pid:
            own = psutil.Process(pid).children()
        if own:
            victim = random.choice(own)
            with suppress(psutil.NoSuchProcess):
                victim.kill()
            _wait_until_gone(victim.pid)

    def pids(self, *names: str) -> list[int]:
        """Of these, and of their own."""
        found = []
        for name in names:
            with self._running(name) as pid, suppress(psutil.NoSuchProcess):
                own = psutil.Process(pid).children(recursive=True)
                found += [pid, *(child.pid for child in own)]
        return found

    def replace_web(self) -> None:
        """A release: the new web server listens at the same port, then the old one is asked to end.

        It takes no more connections, and finishes what it has begun.
        """
        self._webs += 1
        name = f"{WEB}-{self._webs}"
        new = self._another(WEB, name)
        wait_for(lambda: self._serves(new), f"{name} does not serve", seconds=OPEN_IN_SECONDS)
        with self._hands_on:
            old, self._processes[WEB] = self._processes[WEB], new
            self._beside.append(old)
            self._beside.remove(new)
        old.ask_to_stop()
        old.wait_until_stopped()

    @contextmanager
    def another(self, name: str) -> Iterator[LoggedProcess]:
        """A second one of a process works beside the first."""
        second = self._another(name, f"{name}-2")
        try:
            yield second
        finally:
            second.ask_to_stop()
            second.wait_until_stopped()
            self._beside.remove(second)

    def restart_database(self, request: signal.Signals) -> None:
        """SIGINT ends it as an administrator does, SIGQUIT as a crash: then it has to recover."""
        pid = self._postmaster().pid
        os.kill(pid, request)
        _wait_until_gone(pid)
        self._server.use()

    @contextmanager
    def paused_database(self) -> Iterator[None]:
        """All of its processes stand still, and answer nothing."""
        postmaster = self._postmaster()
        # It first: then nobody comes to those that stand.
        stopped = []
        try:
            for process in (postmaster, *postmaster.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    process.suspend()
                    stopped.append(process)
            yield
        finally:
            for process in reversed(stopped):
                with suppress(psutil.NoSuchProcess):
                    process.resume()

    def _postmaster(self) -> psutil.Process:
        note = self._server.home / "cluster" / "postmaster.pid"
        return psutil.Process(int(note.read_text().split()[0]))

    @contextmanager
    def _running(self, name: str) -> Iterator[int]:
        """The number of a process, its own within the block; one that has ended is awaited."""
        until = monotonic() + GONE_IN_SECONDS
        while True:
            with self._hands_on:
                child = self._processes[name]
                if child.running is not None and not child.died():
                    yield child.running.pid
                    return
            assert monotonic() < until, f"{name} is not started again.\n{child.last_words()}"
            sleep(LOOK_SECONDS)

    def _another(self, name: str, called: str) -> LoggedProcess:
        command = self._processes[name].command
        log = self.data / f"{called}.log"
        child = LoggedProcess(called, command, child_note(self.data, called), log=log)
        self._beside.append(child)
        child.start(self._environment(name))
        return child

    def _serves(self, web: LoggedProcess) -> bool:
        """Whether every process of this web server listens."""
        sleep(LOOK_SECONDS)
        assert web.running is not None
        assert not web.died(), f"{web.name} did not start.\n{web.last_words()}"
        own = psutil.Process(web.running.pid).children()
        return sum(_listens(child, self.port) for child in own) >= self._web_processes

    def _supervise(self) -> None:
        while not self._over.wait(RESTART_AFTER_SECONDS):
            for name in list(self._processes):
                with self._hands_on:
                    if self._processes[name].died():
                        self._start_again(name)

    def _start_again(self, name: str) -> None:
        # The children of what was killed need a moment to be gone; then it is tried again.
        with suppress(NoteHeld):
            self._start(self._processes[name])
            self.restarts[name] += 1

    def _start(self, child: LoggedProcess) -> None:
        child.start(self._environment(child.name))

    def _environment(self, name: str) -> dict[str, str]:
        """Stripe has no clock of ours, and sends no mail."""
        if name == SANDBOX:
            return dict(os.environ)
        return os.environ | self.clock.environment() | {"EMAIL_URL": self.mail.url}


def _wait_until_gone(pid: int) -> None:
    def is_gone() -> bool:
        try:
            return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    wait_for(is_gone, f"process {pid} does not end", seconds=GONE_IN_SECONDS)


def _listens(process: psutil.Process, port: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        found = process.net_connections(kind="tcp")
        return any(one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in found)
    return False


@contextmanager
def open_shop(data: Path, server: Server, *, web_processes: int = PROCESSES) -> Iterator[Shop]:
    """Open, on the database of the stage."""
    shop = Shop(data, server, web_processes=web_processes)
    try:
        shop.open()
        yield shop
    finally:
        shop.close()
