"""The least HTTP/1.1 that can load a server: one kept connection, no more parsed than is used."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress

from tests.outside.addresses import HOST
from tests.outside.visitor import Answer, WrongAnswer

LONGEST_BODY = 2**22
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]*)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^\r]*)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class Connection:
    """An Exchange with the server on a port of this machine; counts what it has brought."""

    def __init__(self, port: int) -> None:
        self.requests = self.body_bytes = 0
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    @property
    def is_open(self) -> bool:
        """Whether the next request goes the way the last one did."""
        return self._writer is not None

    async def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        """Raises OSError and EOFError where the server is gone, WrongAnswer for an odd answer."""
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(
                HOST, self._port, limit=LONGEST_BODY
            )
        self._writer.write(self._request(method, path, headers, body))
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        if length is None:
            raise WrongAnswer(f"{method} {path} was answered without a Content-Length")
        content = await self._reader.readexactly(int(length[1]))
        self.requests += 1
        self.body_bytes += len(content)
        if CLOSES.search(head):
            await self.close()
        return _answer(head, content)

    async def close(self) -> None:
        """The next request opens it again."""
        if self._writer is not None:
            self._writer.close()
            with suppress(OSError):
                await self._writer.wait_closed()
        self._reader = self._writer = None

    def _request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{self._port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body


def _answer(head: bytes, body: bytes) -> Answer:
    location = LOCATION.search(head)
    return Answer(
        status=int(head[9:12]),
        location=location[1].decode() if location else "",
        cookies=tuple(cookie.decode() for cookie in COOKIE.findall(head)),
        body=body,
    )
