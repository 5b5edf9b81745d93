"""Puts a backup into an empty shop: all of it is there afterwards, or the shop is empty still."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from checkout.accounts.models import Session
from checkout.payment.restored import doubt_what_is_written
from pharmacy.backups import files
from pharmacy.backups.dump import ProgramFailed, restored
from pharmacy.backups.manifest import Manifest, row_counts
from pharmacy.backups.reading import Archive, Member, look_through
from pharmacy.backups.sealing import opened
from pharmacy.backups.tar import DUMP
from pharmacy.closing import RESTORED, SIGN

RELATIONS = """
    SELECT count(*) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""
EMPTY_DATABASE = (
    "The database is not empty: it has {found} tables. A backup is put into an empty one only, so "
    "that it never overwrites a shop. Make a new one (CREATE DATABASE) and name it in "
    "DATABASE_URL, or set DATA to a new folder. After a restore that was broken off, too."
)
EMPTY_FOLDER = (
    "The folder of files is not empty: there is {found}. A backup is put into an empty one only. "
    "Set DATA to a new folder; after a restore that was broken off, delete what it has left there."
)
NEWER = (
    "The backup was made by a newer shop, with migrations this one does not have, such as "
    "{unknown}. Restore it with that one{commit}."
)
OTHER_ROWS = (
    "After restoring, {table} has {found} rows, and had {told}. Do not open this shop: make a new "
    "database, and restore another backup."
)

# The worker repeats these words until the file they stand in is deleted.
BROKEN_OFF = """\
A restore has begun here and has not come to its end: what it has put back would be believed.
Where it is over, go through with `manage.py restore --recovered`, or begin with a new database
and a new DATA. No worker works before.
"""
LOOK_FIRST = """\
This shop was put back from a backup. If it is a drill, or another one runs with the same keys:
never start this worker, which would charge, release, refund and mail in the real shop's name.
Else do what `manage.py restore` told at its end, delete this file ({sign}), and start the worker.
"""


class CannotRestore(Exception):
    """Why nothing was restored, or what is wrong with what was, and what to do."""


def restore(file: Path, keys: Sequence[Any], *, now: datetime, say: Callable[[str], None]) -> None:
    """Raises CannotRestore, CannotOpen, Damaged; up to the last step nothing is changed then.

    The backup is read twice: nothing is begun with one that does not open or add up.
    """
    _refuse_a_shop_that_is_there()
    say("Looking through the backup ...")
    manifest = look_through(file, keys)
    _refuse_a_newer_shop(manifest)
    _close_the_shop(BROKEN_OFF)
    say("Restoring ...")
    _put_back(file, keys)
    _compare(manifest)
    files.take_over()
    say("Migrating ...")
    connection.close()
    call_command("migrate", interactive=False, verbosity=0)
    believe_no_longer(now)


def believe_no_longer(now: datetime) -> None:
    """What was true when a database was backed up and may not be today.

    The files of a restore that was broken off are taken over, unless its database has nothing yet
    and says so by an error: then it is begun again.
    """
    _close_the_shop(BROKEN_OFF)
    doubt_what_is_written(now)
    files.take_over()
    # Whoever has signed out, or was shut out, since then would be in again.
    Session.objects.all().delete()
    _close_the_shop(LOOK_FIRST)


def _close_the_shop(why: str) -> None:
    """Until somebody has compared what it knows with what has happened since."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    (settings.DATA_DIR / SIGN).touch()
    sign = settings.DATA_DIR / RESTORED
    sign.write_text(why.format(sign=sign))


def _refuse_a_shop_that_is_there() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(RELATIONS)
            found = cursor.fetchone()[0]
    except DatabaseError as error:
        why = str(error).strip().splitlines()[0]
        raise CannotRestore(f"The database cannot be reached: {why}.") from error
    if found:
        raise CannotRestore(EMPTY_DATABASE.format(found=found))
    lying = files.found_files()
    if lying:
        raise CannotRestore(EMPTY_FOLDER.format(found=lying[0]))


def _refuse_a_newer_shop(manifest: Manifest) -> None:
    """What an app brought that the shop has no more is nobody's business."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.replacements.values():
        known.update(migration.replaces)
    for full_name in manifest.migrations:
        app, _, name = full_name.partition(".")
        if app in loader.migrated_apps and (app, name) not in known:
            commit = f": commit {manifest.commit}" if manifest.commit else ""
            raise CannotRestore(NEWER.format(unknown=full_name, commit=commit))


def _put_back(file: Path, keys: Sequence[Any]) -> None:
    files.begin()
    try:
        with restored() as pipe, opened(file, keys) as stream:
            _hand_out(iter(Archive(stream)), pipe)
    except BaseException as error:
        files.begin()
        if isinstance(error, ProgramFailed):
            raise CannotRestore(f"Nothing was restored. {error}") from error
        if isinstance(error, OSError):
            why = f"{error.strerror}: {error.filename}"
            raise CannotRestore(f"Nothing was restored. {why}. Put it right.") from error
        raise


def _hand_out(members: Iterator[Member], pipe: IO[bytes]) -> None:
    """The dump to pg_restore, the files to their folders.

    pg_restore gets the last part of the dump when every file is there: without it it commits
    nothing.
    """
    held_back = b""
    for member in members:
        if member.name.startswith(DUMP):
            pipe.write(held_back)
            held_back = b"".join(member.chunks)
        else:
            files.put_aside(member.name, member.chunks)
    pipe.write(held_back)


def _compare(manifest: Manifest) -> None:
    found = row_counts()
    for table, told in manifest.rows.items():
        if found.get(table) != told:
            words = OTHER_ROWS.format(table=table, found=found.get(table, "no"), told=told)
            raise CannotRestore(words)
