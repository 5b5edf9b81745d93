"""Where private files lie: a folder that no address leads to, each file whole or not there."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

# The name of a file while it is written.
UNFINISHED = r"\.[0-9a-f]{16}"


@deconstructible
class PrivateDisk(FileSystemStorage):
    """The storage "private". Saving under a name that is taken replaces the file."""

    def url(self, name: str | None) -> str:
        """There is none. Raises ValueError."""
        raise ValueError("A private file has no address.")

    def folders(self) -> list[str]:
        """The folders at the top."""
        top = Path(self.location)
        return [place.name for place in top.iterdir() if place.is_dir()] if top.is_dir() else []

    def names(self, folder: str) -> Iterator[str]:
        """The files one folder further down."""
        for place in (Path(self.location) / folder).glob("*/*"):
            yield place.relative_to(self.location).as_posix()

    def names_before(self, moment: datetime, folder: str) -> Iterator[str]:
        """Those of them that were last written before."""
        for name in self.names(folder):
            with suppress(FileNotFoundError):  # destroyed meanwhile
                if Path(self.path(name)).stat().st_mtime < moment.timestamp():
                    yield name

    def _save(self, name: str, content: "File[bytes]") -> str:
        """Written beside its place and renamed into it, each step on the disk before the next."""
        place = Path(self.path(name))
        self._make_folders(Path(name))
        unfinished = place.with_name(f".{secrets.token_hex(8)}")
        try:
            _write(unfinished, content.read())
            os.replace(unfinished, place)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync(place.parent)
        return name

    def _make_folders(self, name: Path) -> None:
        """Those above a file, for the shop's own user alone."""
        for folder in reversed(name.parents):
            place = Path(self.path(str(folder)))
            if not place.is_dir():
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync(place.parent)


def _write(place: Path, data: bytes) -> None:
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
