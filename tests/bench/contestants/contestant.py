"""What everybody who is compared has: processes, a port, and walks through what they offer."""

import os
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

from pharmacy import processes
from tests.bench import cpu
from tests.bench.measures import Measure, Step, Walk
from tests.outside.addresses import HOST, free_port
from tests.outside.processes import LoggedProcess
from tests.outside.visitor import Visitor

MEDICINES = "/medicines/"
MEDICINE = f"{MEDICINES}baclofen/"
START_SECONDS = 60


class Unfit(Exception):
    """A contestant cannot be compared; the text says who and why."""


class Contestant(ABC):
    """One line per measure in the table; a subclass says what it starts and where visitors walk."""

    name: str
    # Whether it has to answer the very bytes of the shop, not only the same prices.
    same_bytes = False
    uses_database = True
    # The addresses of Baclofen's page and, where it has one, of the list of medicines.
    medicine = MEDICINE
    medicines = ""

    def __init__(self, folder: Path, workers: int) -> None:
        """`workers` are the processes of its web server."""
        self.port = free_port()
        self.workers = workers
        self.folder = folder / type(self).__name__
        self.folder.mkdir()
        self._server = self._logged([])

    @classmethod
    def is_here(cls) -> bool:
        """Whether this machine can run it."""
        return True

    def prepare(self, shops_page: bytes) -> None:  # noqa: B027 - most need nothing
        """Whatever has to be there before it starts."""

    @abstractmethod
    def command(self) -> list[str]:
        """How its server starts; CPU time is counted from this process down."""

    def beside(self) -> list[list[str]]:
        """Other commands it needs running, whose CPU time is not its own."""
        return []

    def environment(self) -> dict[str, str]:
        """What its processes have beside our own environment."""
        return {}

    @abstractmethod
    def walks(self) -> list[Walk]:
        """The journeys its visitors can take."""

    def statements(self) -> Mapping[Measure, tuple[int, ...]]:
        """The SQL statements of each request of a measure, as far as somebody counted them."""
        return {}

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Its processes run within the block, and open soon."""
        self._server = self._logged(self.command())
        children = [*map(self._logged, self.beside()), self._server]
        with processes.running(list(children), os.environ | self.environment()):
            yield

    def wait_until_open(self) -> None:
        """Raises Unfit."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self._server.died():
            try:
                self.medicine_page()
            except urllib.error.HTTPError as error:
                reason = f"{self.medicine} answers {error.code}"
                raise Unfit(f"{self.name}: {reason}.\n{self.last_words()}") from error
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise Unfit(f"{self.name} did not start.\n{self.last_words()}")

    def web_server(self, application: str, port: int = 0) -> list[str]:
        """The command of the one everybody has, as of `make run`; at our own port for 0."""
        # This knows the models, which can be imported on the stage only.
        from pharmacy.serving import web_server

        return web_server(application, port or self.port, workers=self.workers)

    def cpu_seconds(self) -> float:
        running = self._server.running
        return cpu.seconds_of([running.pid]) if running else 0

    def processes(self) -> list[psutil.Process]:
        """Those of its server."""
        running = self._server.running
        root = psutil.Process(running.pid) if running else None
        return [root, *root.children(recursive=True)] if root else []

    def medicine_page(self) -> bytes:
        """The page the comparison is made with. Raises OSError."""
        return self.page(self.medicine)

    def page(self, path: str) -> bytes:
        """Raises OSError."""
        with urllib.request.urlopen(f"{self.origin}{path}", timeout=30) as answer:
            return bytes(answer.read())

    def last_words(self) -> str:
        """The end of what its processes wrote."""
        return self._server.last_words()

    def _logged(self, command: list[str]) -> LoggedProcess:
        return LoggedProcess(self.name, command, log=self.folder / "log")


def looking_at(measure: Measure, path: str, *, compressed: bool = False) -> Walk:
    """One page again and again, each time by somebody new."""

    async def look(visitor: Visitor) -> None:
        await visitor.get(path, compressed=compressed)

    return (Step(measure, look),)
