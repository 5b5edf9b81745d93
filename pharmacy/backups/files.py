"""The files beside the database: read for a backup, put back by a restore.

Private files are sealed already, by FILE_KEYS, which are in no backup.
"""

import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from checkout.prescriptions.files.vault import NAME, SIGN

MORE = 1 << 20
# What is being put back lies here, on the very disk where it goes, until all of it is there.
UNFINISHED = ".restoring"
# No way out of the folder, and nothing hidden.
PUBLIC = re.compile(r"(?:[^/\0.][^/\0]*/)*[^/\0.][^/\0]*")
# What no line of sums could name.
UNNAMEABLE = re.compile(r"[\ud800-\udfff]")
NAMES = {"private": NAME, "media": PUBLIC}


class Linked(Exception):
    """What is kept lies elsewhere, where no backup follows; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that goes into a backup."""

    name: str
    place: Path


def folders() -> dict[str, Path]:
    """Where the files of each kind lie."""
    private = storages["private"].path("")
    return {"private": Path(private), "media": Path(settings.MEDIA_ROOT)}


def kept_files() -> Iterator[Kept]:
    """Every file and link there is, but for those that are being written."""
    for kind, folder in folders().items():
        for place, below, names in os.walk(folder, onerror=_unless_gone):
            below[:] = sorted(name for name in below if not name.startswith("."))
            links = [name for name in below if Path(place, name).is_symlink()]
            for name in sorted([*names, *links]):
                path = Path(place, name)
                if not name.startswith("."):
                    yield Kept(f"{kind}/{path.relative_to(folder).as_posix()}", path)


def open_kept(kept: Kept) -> int | None:
    """A descriptor of a file; None where it was destroyed meanwhile. Raises Linked."""
    try:
        descriptor = os.open(kept.place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        if kept.place.is_symlink():
            raise Linked(
                f"{kept.place} is a link, and what it leads to would be left out: move that here, "
                "or delete the link. The whole folder may lie elsewhere, a part of it may not."
            ) from error
        raise
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    return None


def pieces(descriptor: int, size: int) -> Iterator[bytes]:
    """The first `size` bytes of it."""
    while size and (piece := os.read(descriptor, min(size, MORE))):
        size -= len(piece)
        yield piece


def found_files() -> list[Path]:
    """One file of each folder that has any: nothing is put back where something is."""
    first = {kept.name.partition("/")[0]: kept.place for kept in kept_files()}
    return list(first.values())


def begin() -> None:
    """Forget what a restore that was broken off has left, and whose the files before were."""
    for folder in folders().values():
        shutil.rmtree(folder / UNFINISHED, ignore_errors=True)
        (folder / SIGN).unlink(missing_ok=True)


def is_ours(name: str) -> bool:
    """Whether a file of this name may be put back: anybody can seal a tar to a public key."""
    kind, _, rest = name.partition("/")
    is_one_line = len(name.splitlines()) == 1 and not UNNAMEABLE.search(name)
    return kind in NAMES and is_one_line and NAMES[kind].fullmatch(rest) is not None


def put_aside(name: str, chunks: Iterable[bytes]) -> None:
    """Write a file that `is_ours` where `take_over` finds it."""
    kind, _, rest = name.partition("/")
    place = folders()[kind] / UNFINISHED / rest
    for folder in reversed(place.parents):
        folder.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        for chunk in chunks:
            file.write(chunk)


def take_over() -> None:
    """All that was put aside is where it belongs, and on the disk; once more: what is left.

    What is there stays: it was brought back by other means since.
    """
    for folder in folders().values():
        aside = folder / UNFINISHED
        if aside.exists():
            _move_into(folder, aside)
    os.sync()


def _move_into(folder: Path, aside: Path) -> None:
    for place in sorted(aside.iterdir()):
        belongs = folder / place.name
        if place.is_dir() and belongs.is_dir():
            _move_into(belongs, place)
        elif belongs.exists():
            place.unlink()
        else:
            place.rename(belongs)
    aside.rmdir()


def _unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error
