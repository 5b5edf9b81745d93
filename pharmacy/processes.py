"""Child processes that run together, are started again when they die, and stop together."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from pharmacy.embedded_postgres.locks import wait_until
from pharmacy.process_notes import locked, write_number

PATIENCE_SECONDS = 10
STOPPERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
RESTART_AFTER_SECONDS = 1


@dataclass
class Process:
    """One child: its name for messages, its command, and the process while it runs.

    `note` is a file it is noted in, for who wants to end it when its parent is gone.
    """

    name: str
    command: list[str]
    note: Path | None = None
    running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, environment: dict[str, str]) -> None:
        if self.note is None:
            self.running = self._started(environment)
            return
        with locked(self.note) as descriptor:
            self.running = self._started(environment, descriptor)
            write_number(descriptor, self.running.pid)

    def died(self) -> bool:
        """Whether it has; whatever a killed child left behind is ended then and there.

        It would keep its port and serve old code.
        """
        if self.running is None or self.running.returncode is not None:
            return self.running is not None
        if not _has_ended(self.running):
            return False
        self._end_group()
        return True

    def ask_to_stop(self) -> None:
        if self.running is not None and not self.died():
            self.running.terminate()

    def wait_until_stopped(self) -> None:
        if self.running is None or wait_until(self.died, seconds=PATIENCE_SECONDS):
            return
        self._end_group()

    def _started(self, environment: dict[str, str], *descriptors: int) -> subprocess.Popen[bytes]:
        # Its own session: Ctrl-C reaches the parent alone, and a group is there to clean up.
        return subprocess.Popen(  # noqa: S603 - our own commands
            self.command, env=environment, start_new_session=True, pass_fds=descriptors
        )

    def _end_group(self) -> None:
        """Kill the child with its own children. Only before its number is given back."""
        if self.running is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()


def _has_ended(child: subprocess.Popen[bytes]) -> bool:
    """Whether it has; its number stays its own until somebody waits for it."""
    if not hasattr(os, "waitid"):  # macOS before Python 3.13: the number is free a moment earlier
        return child.poll() is not None
    look = os.WEXITED | os.WNOWAIT | os.WNOHANG
    return os.waitid(os.P_PID, child.pid, look) is not None


class Stopped(Exception):
    """Somebody asked us to stop."""


@contextmanager
def running(processes: list[Process], environment: dict[str, str]) -> Iterator[None]:
    """All of them, started in order and stopped together, whatever happens inside.

    SIGINT, SIGTERM and SIGHUP (a closed terminal) end the block.
    """
    for name in STOPPERS:
        signal.signal(name, _stop_here)
    try:
        for process in processes:
            process.start(environment)
        yield
    except Stopped:
        print("\nStopping.", flush=True)
    finally:
        _stop(processes)


def keep_running(processes: list[Process], environment: dict[str, str]) -> None:
    """Start again whatever dies, for ever; inside `running`, which a signal ends."""
    while True:
        time.sleep(RESTART_AFTER_SECONDS)
        for process in processes:
            if process.died():
                print(f"{process.name} has died: it is started again.", flush=True)
                process.start(environment)


def _stop_here(*args: object) -> None:
    _ignore_signals()
    raise Stopped


def _ignore_signals() -> None:
    """An impatient second Ctrl-C must not leave half of them behind."""
    for name in STOPPERS:
        signal.signal(name, signal.SIG_IGN)


def _stop(processes: list[Process]) -> None:
    _ignore_signals()
    for process in processes:
        process.ask_to_stop()
    for process in processes:
        process.wait_until_stopped()
