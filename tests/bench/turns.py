"""One contestant's turn: its visitors come, and what that costs is measured from outside."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from enum import StrEnum

from tests.bench import cpu
from tests.bench.contestants.contestant import Contestant
from tests.bench.load import Crowd, Load
from tests.bench.measures import Walk


@dataclass(frozen=True, slots=True)
class Sample:
    """One measure in one turn. CPU times in seconds; None where they cannot be seen."""

    load: Load
    server_cpu: float
    postgres_cpu: float | None

    @property
    def wrong(self) -> tuple[str, ...]:
        return self.load.wrong

    @property
    def a_second(self) -> float:
        return self.load.requests / self.load.seconds

    @property
    def server_ms(self) -> float:
        """CPU milliseconds of the web server for one request."""
        return 1000 * self.server_cpu / max(self.load.requests, 1)

    @property
    def postgres_ms(self) -> float | None:
        if self.postgres_cpu is None:
            return None
        return 1000 * self.postgres_cpu / max(self.load.requests, 1)

    @property
    def body_bytes(self) -> float:
        return self.load.body_bytes / max(self.load.requests, 1)


# By measure and contestant, one of each round.
Samples = dict[tuple[StrEnum, str], list[Sample]]
# By measure and contestant, the SQL statements of each request.
Statements = dict[tuple[StrEnum, str], tuple[int, ...]]


class Turn:
    def __init__(self, contestant: Contestant, connections: int, seconds: float) -> None:
        self._contestant = contestant
        self._connections = connections
        self._seconds = seconds
        self._postgres = cpu.postgres_root() if contestant.uses_database else []

    def samples(self, walk: Walk) -> dict[StrEnum, Sample]:
        """The first step takes our seconds; at the others everybody from the first goes on."""
        return asyncio.run(self._walked(walk))

    async def _walked(self, walk: Walk) -> dict[StrEnum, Sample]:
        crowd = Crowd(self._contestant.port, self._connections)
        first, *others = walk
        samples = {first.measure: await self._measured(crowd.come(first.journey, self._seconds))}
        for step in others:
            samples[step.measure] = await self._measured(crowd.go_on(step.journey))
        await crowd.leave()
        return samples

    async def _measured(self, coming: Awaitable[Load]) -> Sample:
        server, postgres = self._contestant.cpu_seconds(), cpu.seconds_of(self._postgres)
        load = await coming
        used = cpu.seconds_of(self._postgres) - postgres if self._postgres else None
        return Sample(load, self._contestant.cpu_seconds() - server, used)
