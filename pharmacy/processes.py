"""Child processes that run together, are started again when they die, and stop together."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PATIENCE_SECONDS = 10
STOPPERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
RESTART_AFTER_SECONDS = 1


@dataclass
class Process:
    """One child: its name for messages, its command, and the process while it runs."""

    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, environment: dict[str, str]) -> None:
        # Its own session: Ctrl-C reaches the parent alone, and a group is there to clean up.
        self._end_group()
        self.running = subprocess.Popen(  # noqa: S603 - our own commands
            self.command, env=environment, start_new_session=True
        )

    def died(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def ask_to_stop(self) -> None:
        if self.running is not None and not self.died():
            self.running.terminate()

    def wait_until_stopped(self) -> None:
        if self.running is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.running.wait(PATIENCE_SECONDS)
        self._end_group()

    def _end_group(self) -> None:
        """Whatever a killed child left behind would keep its port and serve old code."""
        if self.running is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGKILL)


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
