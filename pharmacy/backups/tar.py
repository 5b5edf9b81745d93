"""The members of a tar, one after the other, each followed sooner or later by its sum.

Sums are lines as of `sha256sum`, for a thousand members at a time: nothing that is kept in memory
grows with the shop. The last member says how many there were and what all their sums come to.
"""

import hashlib
import tarfile
from collections.abc import Iterable, Iterator
from datetime import datetime

BLOCK = tarfile.BLOCKSIZE
END = bytes(2 * BLOCK)
DUMP = "database.dump/"
SUMS = "sums/"
SUMS_AT_ONCE = 1_000


class ChangedMeanwhile(Exception):
    """A file became another one while it was read."""


class Pack:
    """What a tar has by now: the bytes are handed out, the sums remembered."""

    def __init__(self, at: datetime) -> None:
        self._at = int(at.timestamp())
        self._lines: list[str] = []
        self._heaps = 0
        self._all = hashlib.sha256()

    @property
    def digest(self) -> str:
        """Of all the sums that were written."""
        return self._all.hexdigest()

    def member(self, name: str, size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The bytes of a member. Raises ChangedMeanwhile where there are not `size`."""
        digest, left = hashlib.sha256(), size
        yield self._header(name, size)
        for chunk in chunks:
            digest.update(chunk)
            left -= len(chunk)
            yield chunk
        if left:
            raise ChangedMeanwhile(f"{name} changed while it was read.")
        yield bytes(-size % BLOCK)
        self._lines.append(f"{digest.hexdigest()}  {name}\n")
        if len(self._lines) == SUMS_AT_ONCE:
            yield from self.sums()

    def sums(self) -> Iterator[bytes]:
        """Those that are not written yet, as a member."""
        if not self._lines:
            return
        self._heaps += 1
        text = "".join(self._lines).encode()
        self._all.update(text)
        self._lines = []
        yield from self._plain(f"{SUMS}{self._heaps:06}", text)

    def last(self, name: str, content: bytes) -> Iterator[bytes]:
        """The last member, and the end."""
        yield from self._plain(name, content)
        yield END

    def _plain(self, name: str, content: bytes) -> Iterator[bytes]:
        yield self._header(name, len(content))
        yield content
        yield bytes(-len(content) % BLOCK)

    def _header(self, name: str, size: int) -> bytes:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = size, self._at, 0o600
        return entry.tobuf(tarfile.GNU_FORMAT)
