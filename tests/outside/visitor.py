"""A visitor of a shop: keeps cookies as a browser does, and notices wrong answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

BETWEEN_PARTS = "between-the-parts-of-a-form"


class WrongAnswer(Exception):
    """The shop answered something else than it should; the text says what."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`cookies` are the values of Set-Cookie as they came."""

    status: int
    location: str
    cookies: tuple[str, ...]
    body: bytes


class Exchange(Protocol):
    """Takes one request to a shop and brings the answer, over a wire or inside the process."""

    async def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> Answer: ...


@dataclass(slots=True)
class Visitor:
    """Somebody with a browser of their own; `notes` are what they remember between steps."""

    origin: str
    exchange: Exchange
    cookies: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, *, expect: int = 200, compressed: bool = False) -> Answer:
        """Raises WrongAnswer for any other status."""
        answer = await self.look(path, compressed=compressed)
        return _expected(answer, f"GET {path}", expect)

    async def post(self, path: str, fields: Mapping[str, str], *, expect: int = 303) -> Answer:
        """Send a form. Raises WrongAnswer for any other status."""
        return _expected(await self.send(path, fields), f"POST {path}", expect)

    async def look(self, path: str, *, compressed: bool = False) -> Answer:
        """A page, whatever is answered."""
        headers = {"Accept-Encoding": "gzip"} if compressed else {}
        return await self._ask("GET", path, headers, b"")

    async def send(self, path: str, fields: Mapping[str, str]) -> Answer:
        """A form as a browser sends it from a page of the same shop, whatever is answered."""
        return await self._send(
            path, "application/x-www-form-urlencoded", urlencode(fields).encode()
        )

    async def send_file(
        self, path: str, fields: Mapping[str, str], *, field: str, called: str, file: bytes
    ) -> Answer:
        """A form with a file, whatever is answered."""
        parts = [
            *(_part(f'name="{name}"', value.encode()) for name, value in fields.items()),
            _part(f'name="{field}"; filename="{called}"', file),
            f"--{BETWEEN_PARTS}--\r\n".encode(),
        ]
        kind = f"multipart/form-data; boundary={BETWEEN_PARTS}"
        return await self._send(path, kind, b"".join(parts))

    async def _send(self, path: str, kind: str, body: bytes) -> Answer:
        headers = {
            "Content-Type": kind,
            "Origin": self.origin,
            "Sec-Fetch-Site": "same-origin",
        }
        return await self._ask("POST", path, headers, body)

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = await self.exchange(method, path, headers, body)
        for cookie in answer.cookies:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer


def _part(named: str, content: bytes) -> bytes:
    head = f"--{BETWEEN_PARTS}\r\nContent-Disposition: form-data; {named}\r\n\r\n"
    return head.encode() + content + b"\r\n"


def _expected(answer: Answer, request: str, status: int) -> Answer:
    if answer.status != status:
        raise WrongAnswer(f"{request} answered {answer.status} instead of {status}")
    return answer
