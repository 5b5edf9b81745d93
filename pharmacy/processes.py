"""Child processes that run together, are started again when they die, and stop together."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PATIENCE_SECONDS = 10
RESTART_AFTER_SECONDS = 1


@dataclass
class Process:
    """One child: its name for messages, its command, and the process while it runs."""

    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, environment: dict[str, str]) -> None:
        # Its own session: Ctrl-C reaches the parent alone, which stops the children in order.
        self.running = subprocess.Popen(self.command, env=environment, start_new_session=True)

    def died(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def stop(self) -> None:
        if self.running is None or self.died():
            return
        self.running.terminate()
        try:
            self.running.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.running.pid, signal.SIGKILL)


class Stopped(Exception):
    """Somebody asked us to stop."""


@contextmanager
def running(processes: list[Process], environment: dict[str, str]) -> Iterator[None]:
    """All of them, started in order and stopped in reverse order, whatever happens inside."""
    try:
        for process in processes:
            process.start(environment)
        yield
    finally:
        for process in reversed(processes):
            process.stop()


def keep_running(processes: list[Process], environment: dict[str, str]) -> None:
    """Start again whatever dies, until SIGINT or SIGTERM."""
    try:
        with _stopped_by_signals():
            while True:
                time.sleep(RESTART_AFTER_SECONDS)
                for process in processes:
                    if process.died():
                        print(f"{process.name} has died: it is started again.", flush=True)
                        process.start(environment)
    except Stopped:
        print("\nStopping.", flush=True)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    def stop(*args: object) -> None:
        raise Stopped

    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
