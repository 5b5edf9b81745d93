"""What people were answered: each answer is looked at, and one that is not for people is told."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.outside.visitor import Answer
from tests.outside.wire import Connection

# What programs say; the last is what Django says where a shop has no page of its own.
NOT_FOR_PEOPLE = (b"Traceback (most recent", b"OperationalError", b"Server Error (500)")
GONE = (OSError, EOFError)
# A page takes no longer, or never comes.
PATIENCE_SECONDS = 60
MOST_TOLD = 20


@dataclass(slots=True)
class Tally:
    """Of the requests that were sent: nobody answered, or a page of the shop said why not."""

    sent: int = 0
    refused: int = 0
    friendly: int = 0
    others: int = 0
    problems: list[str] = field(default_factory=list)

    def look_at(self, request: str, answer: Answer) -> None:
        if not is_for_people(answer):
            self.others += 1
            if len(self.problems) < MOST_TOLD:
                self.problems.append(f"{request} answered {answer.status}: {answer.body[:300]!r}")
        elif answer.status >= 400:
            self.friendly += 1


def is_for_people(answer: Answer) -> bool:
    """Whether it shows nothing of the machine; what says no has to be a whole page of the shop."""
    if any(words in answer.body for words in NOT_FOR_PEOPLE):
        return False
    return answer.status < 400 or (b"<main" in answer.body and b"</html>" in answer.body)


class Browser:
    """An Exchange over one kept connection, which tells the tally of every request."""

    def __init__(self, port: int, tally: Tally) -> None:
        self._way, self._tally = Connection(port), tally

    async def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        """Raises OSError and EOFError where nobody answers."""
        self._tally.sent += 1
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                answer = await self._answer(method, path, headers, body)
        except GONE:
            self._tally.refused += 1
            raise
        self._tally.look_at(f"{method} {path}", answer)
        return answer

    async def close(self) -> None:
        await self._way.close()

    async def _answer(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        """Browsers send again what went into a connection that was being closed meanwhile."""
        was_kept = self._way.is_open
        try:
            return await self._way(method, path, headers, body)
        except GONE as gone:
            await self._way.close()
            if not was_kept or getattr(gone, "partial", b"") or isinstance(gone, TimeoutError):
                raise
        return await self._way(method, path, headers, body)
