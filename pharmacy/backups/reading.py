"""Reads a backup from its beginning to its end and believes nothing that does not add up."""

import hashlib
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

from pharmacy.backups import files, manifest
from pharmacy.backups.manifest import Manifest, NotOurs
from pharmacy.backups.sealing import opened
from pharmacy.backups.tar import DUMP, SUMS

MORE = 1 << 20
# A thousand lines of sums, or a manifest, of the longest names there are.
MOST = 1 << 23


class Damaged(Exception):
    """What was opened does not add up, in words."""


@dataclass(frozen=True, slots=True)
class Member:
    """A part of the dump or a file. Its content is known to be right at the archive's end."""

    name: str
    chunks: Iterator[bytes]


class Archive:
    """The members of a backup, read once. Raises Damaged; `manifest` is there after the last."""

    def __init__(self, stream: BinaryIO) -> None:
        self.manifest: Manifest | None = None
        self._stream = stream
        self._members = 0
        self._sums: dict[str, str] = {}
        self._all = hashlib.sha256()

    def __iter__(self) -> Iterator[Member]:
        try:
            with tarfile.open(fileobj=self._stream, mode="r|") as tar:
                while entry := tar.next():
                    vars(tar)["members"].clear()  # else it remembers every file of the shop
                    yield from self._read(entry, tar.extractfile(entry))
        except tarfile.TarError:
            raise Damaged("What was backed up is no tar: take another copy.") from None
        self._add_up()

    def _read(self, entry: tarfile.TarInfo, content: IO[bytes] | None) -> Iterator[Member]:
        if content is None or self.manifest or not _belongs(entry):
            raise Damaged(f"The backup has something that does not belong there: {entry.name!r}.")
        if entry.name.startswith(SUMS):
            self._compare(content.read(MOST))
        elif entry.name == manifest.NAME:
            self.manifest = _manifest(content.read(MOST))
        else:
            digest = hashlib.sha256()
            chunks = _digested(content, digest)
            yield Member(entry.name, chunks)
            for _rest in chunks:
                pass
            self._members += 1
            self._sums[entry.name] = digest.hexdigest()

    def _compare(self, text: bytes) -> None:
        self._all.update(text)
        for line in text.decode(errors="replace").splitlines():
            digest, _, name = line.partition("  ")
            if self._sums.pop(name, "") != digest:
                raise Damaged(f"{name} is not what was backed up: its sum is another one.")

    def _add_up(self) -> None:
        told = self.manifest
        if told is None:
            raise Damaged("The backup does not say what is in it: it is not whole.")
        found = self._members, self._all.hexdigest()
        if self._sums or found != (told.members, told.sums):
            raise Damaged("The backup has not what it says: members lack, or are too many.")


def look_through(file: Path, keys: Sequence[Any]) -> Manifest:
    """Open and check all of a backup. Raises CannotOpen and Damaged."""
    with opened(file, keys) as stream:
        archive = Archive(stream)
        for _member in archive:
            pass
    assert archive.manifest
    return archive.manifest


def _belongs(entry: tarfile.TarInfo) -> bool:
    name = entry.name
    known = name == manifest.NAME or name.startswith((DUMP, SUMS)) or files.is_ours(name)
    return entry.isreg() and known


def _manifest(text: bytes) -> Manifest:
    try:
        return Manifest.of(text)
    except NotOurs as error:
        raise Damaged(str(error)) from None


def _digested(content: IO[bytes], digest: Any) -> Iterator[bytes]:
    while chunk := content.read(MORE):
        digest.update(chunk)
        yield chunk
