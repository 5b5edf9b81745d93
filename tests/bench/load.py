"""Visitors on a number of connections at once, and how long they took."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.measures import Journey
from tests.outside.addresses import HOST
from tests.outside.visitor import Visitor, WrongAnswer
from tests.outside.wire import Connection

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Load:
    """What a server was asked: how much, in how many seconds, and what went wrong.

    `visitors` are those whose whole journey went well.
    """

    visitors: int
    requests: int
    seconds: float
    body_bytes: int
    wrong: tuple[str, ...]


class Crowd:
    """Visitors of the server on a port, `connections` of them at a time."""

    def __init__(self, port: int, connections: int) -> None:
        self._origin = f"http://{HOST}:{port}"
        self._connections = [Connection(port) for _ in range(connections)]
        self._been: list[Visitor] = []

    async def come(self, journey: Journey, seconds: float) -> Load:
        """New visitors until the time is over; who began goes to the end."""
        return await self._served(journey, self._newcomers(time.perf_counter() + seconds))

    async def go_on(self, journey: Journey) -> Load:
        """The next journey of everybody whose last one went well."""
        return await self._served(journey, iter(self._been))

    async def leave(self) -> None:
        for connection in self._connections:
            await connection.close()

    def _newcomers(self, until: float) -> Iterator[Visitor]:
        while True:
            yield Visitor(self._origin, self._connections[0])
            if time.perf_counter() >= until:
                return

    async def _served(self, journey: Journey, visitors: Iterator[Visitor]) -> Load:
        requests, body_bytes = self._brought()
        wrong: list[str] = []
        self._been, start = [], time.perf_counter()
        serving = [self._serve(way, journey, visitors, wrong) for way in self._connections]
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.gather(*serving)
        except TimeoutError:
            wrong.append(f"no answer within {PATIENCE_SECONDS} seconds")
        seconds = time.perf_counter() - start
        asked, got = self._brought()
        return Load(len(self._been), asked - requests, seconds, got - body_bytes, tuple(wrong))

    async def _serve(
        self, way: Connection, journey: Journey, visitors: Iterator[Visitor], wrong: list[str]
    ) -> None:
        for visitor in visitors:
            visitor.exchange = way
            try:
                await journey(visitor)
            except (WrongAnswer, OSError, EOFError) as error:
                wrong.append(str(error) or type(error).__name__)
                await way.close()
            else:
                self._been.append(visitor)

    def _brought(self) -> tuple[int, int]:
        ways = self._connections
        return sum(way.requests for way in ways), sum(way.body_bytes for way in ways)
