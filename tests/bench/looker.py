"""`python -m tests.bench.looker PORT SECONDS`: looks at public pages, prints how long each took.

A look is due every fiftieth of a second, answered or not: whoever waited for a slow answer before
the next look would never see how slow the others were. It knows no Django, to be quick to begin.
"""

import asyncio
import json
import sys
import time

from tests.outside.addresses import HOST
from tests.outside.visitor import Visitor
from tests.outside.wire import Connection

PATHS = ("/", "/medicines/", "/medicines/baclofen/", "/categories/muscle-relaxants/")
A_SECOND = 50
LEAST = 3  # looks, of which a hundredth can be told
PATIENCE_SECONDS = 60


class Looker:
    """Somebody whose connections are kept; `took` are milliseconds, from due to the last byte."""

    def __init__(self, port: int) -> None:
        self.took: list[float] = []
        self._port = port
        self._free: list[Connection] = []

    async def looks(self, seconds: float) -> None:
        """Raises WrongAnswer and OSError within an exception group, TimeoutError at last."""
        began, looks = time.perf_counter(), max(LEAST, int(seconds * A_SECOND))
        async with asyncio.timeout(seconds + PATIENCE_SECONDS), asyncio.TaskGroup() as group:
            for number in range(looks):
                due = began + number / A_SECOND
                await asyncio.sleep(due - time.perf_counter())
                group.create_task(self._look(PATHS[number % len(PATHS)], due))
        for connection in self._free:
            await connection.close()

    async def _look(self, path: str, due: float) -> None:
        connection = self._free.pop() if self._free else Connection(self._port)
        visitor = Visitor(f"http://{HOST}:{self._port}", connection)
        await visitor.get(path)
        self.took.append((time.perf_counter() - due) * 1000)
        self._free.append(connection)


def main(port: int, seconds: float) -> None:
    looker = Looker(port)
    asyncio.run(looker.looks(seconds))
    print(json.dumps(looker.took))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
