"""Makes a backup: one sealed stream, written whole or not at all."""

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.db import Error, connection

from checkout.prescriptions.models import PrescriptionFile
from pharmacy.backups import files
from pharmacy.backups.dump import ProgramFailed, dumped, snapshot
from pharmacy.backups.manifest import NAME, Manifest, commit, known_of_the_database
from pharmacy.backups.models import LastBackup
from pharmacy.backups.sealing import CannotSeal, seal
from pharmacy.backups.tar import DUMP, ChangedMeanwhile, Pack
from pharmacy.migrating import one_at_a_time

NO_FILES = (
    "The database names {rows} prescriptions' files, and {folder} has none: look whether DATA is "
    "the folder where the shop keeps them, and whether its disk is mounted."
)
STRAY = "Not backed up, because it is no file of this shop's: {place}. Move it elsewhere."
Say = Callable[[str], object]


class NoBackup(Exception):
    """Why there is none, and what to do."""


class NotNoted(Exception):
    """There is a backup, and the shop does not know of it."""


def back_up(place: Path, recipients: Sequence[str], *, now: datetime, say: Say) -> Manifest:
    """Write a backup to a file that is there afterwards whole, or not at all.

    What is left out of it is said. Raises NoBackup, and NotNoted.
    """
    if place.exists():
        raise NoBackup(f"{place} is there already: name a new file, such as one of the day.")
    unfinished = place.with_name(f"{place.name}.part")
    try:
        with _new(unfinished) as sink:
            try:
                manifest = _written(sink, recipients, now=now, say=say)
                os.fsync(sink.fileno())
                os.rename(unfinished, place)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
        _sync(place.parent)
    except OSError as error:
        raise _disk(error) from error
    _note(now)
    return manifest


def back_up_to(sink: BinaryIO, recipients: Sequence[str], *, now: datetime, say: Say) -> Manifest:
    """Write a backup to a stream; of one that is broken off the end lacks.

    Raises NoBackup, and NotNoted.
    """
    try:
        manifest = _written(sink, recipients, now=now, say=say)
        sink.flush()
    except OSError as error:
        raise _disk(error) from error
    _note(now)
    return manifest


def _written(sink: BinaryIO, recipients: Sequence[str], *, now: datetime, say: Say) -> Manifest:
    told: list[Manifest] = []
    try:
        with closing(_packed(told, now=now, say=say)) as chunks:
            seal(chunks, recipients, sink)
    except (ProgramFailed, ChangedMeanwhile, CannotSeal, files.Linked) as error:
        raise NoBackup(str(error)) from error
    except Error as error:
        raise NoBackup(f"The database: {str(error).strip().splitlines()[0]}.") from error
    return told[0]


def _packed(told: list[Manifest], *, now: datetime, say: Say) -> Generator[bytes]:
    """The tar. The database comes first: a file that is sent while the dump is written is then a
    stray, which the nightly round destroys. The other way round a row would name a file that no
    backup has. What is destroyed meanwhile, and named by the dump, was due to be forgotten.
    """
    pack, parts, counted, bytes_counted = Pack(now), 0, 0, 0
    # Whoever migrates meanwhile would wait for pg_dump inside a statement, and every read for that.
    with one_at_a_time(), snapshot() as of:
        known: dict[str, Any] = known_of_the_database()
        _must_have_its_files()
        for parts, part in enumerate(dumped(of), 1):
            yield from pack.member(f"{DUMP}{parts:06}", len(part), [part])
    for kept in files.kept_files():
        descriptor = files.open_kept(kept)
        if descriptor is None:
            continue
        try:
            if not files.is_ours(kept.name):
                say(STRAY.format(place=ascii(str(kept.place))))
                continue
            size = os.fstat(descriptor).st_size
            yield from pack.member(kept.name, size, files.pieces(descriptor, size))
        finally:
            os.close(descriptor)
        counted, bytes_counted = counted + 1, bytes_counted + size
    yield from pack.sums()
    manifest = Manifest(
        taken_at=now.isoformat(),
        commit=commit(),
        files=counted,
        file_bytes=bytes_counted,
        members=parts + counted,
        sums=pack.digest,
        **known,
    )
    told.append(manifest)
    yield from pack.last(NAME, manifest.as_json())


def _must_have_its_files() -> None:
    """Of the snapshot: a folder that is not mounted is no folder of a shop without files."""
    rows = PrescriptionFile.objects.filter(erased_at__isnull=True).count()
    if rows and not any(kept.name.startswith("private/") for kept in files.kept_files()):
        raise NoBackup(NO_FILES.format(rows=rows, folder=files.folders()["private"]))


def _new(unfinished: Path) -> BinaryIO:
    """For the shop's own user, and nobody else is at it."""
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise NoBackup(
            f"{unfinished} is there: another backup is being written, or one was killed. Wait for "
            "it or delete it."
        ) from None
    return open(descriptor, "wb", buffering=0)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _note(now: datetime) -> None:
    """Only of what was written whole. A server may have ended what was idle meanwhile."""
    if not connection.in_atomic_block and not connection.is_usable():
        connection.close()
    try:
        LastBackup.objects.update_or_create(id=1, defaults={"taken_at": now})
    except Error as error:
        raise NotNoted(
            "The backup is written, and whole, but the database went away before that could be "
            "noted: look whether the shop runs. Whoever watches it hears that a backup is missing."
        ) from error


def _disk(error: OSError) -> NoBackup:
    where = f": {error.filename}" if error.filename else ""
    return NoBackup(
        f"{error.strerror}{where}. Free room, or give the shop's user access, and run it again."
    )
