import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pharmacy.backups.manifest import Manifest
from pharmacy.backups.sealing import new_key
from pharmacy.backups.writing import NoBackup, NotNoted, back_up, back_up_to

NO_KEY = (
    "BACKUP_RECIPIENT is empty, so nobody could open a backup again. Make a key with `manage.py "
    "backup --new-key` (or age-keygen), keep its secret half away from this server, and set "
    "BACKUP_RECIPIENT to its public one."
)
NEW_KEY = """\
# The public key, for BACKUP_RECIPIENT on the server:
# {public}
# The secret key. It is shown this once and kept nowhere: put these lines into a password manager
# or on paper, together with FILE_KEYS, and not on the server.
{secret}"""


class Command(BaseCommand):
    """As whoever owns the tables, like `migrate`."""

    help = "Write the whole shop, database and files, into one file sealed to BACKUP_RECIPIENT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", metavar="FILE.age", help="or - for standard output")
        what.add_argument("--new-key", action="store_true", help="print a new key, once")

    def handle(
        self, *args: Any, file: str | None, new_key: bool, verbosity: int, **options: Any
    ) -> None:
        if new_key:
            self._print_a_key()
            return
        if not settings.BACKUP_RECIPIENTS:
            raise CommandError(NO_KEY)
        began = monotonic()
        try:
            manifest = _backed_up(file or "", say=self.stderr.write)
        except NoBackup as why:
            raise CommandError(f"No backup was made. {why}") from why
        except NotNoted as why:
            raise CommandError(str(why)) from why
        if verbosity:
            self.stderr.write(_told(manifest, monotonic() - began), self.style.SUCCESS)

    def _print_a_key(self) -> None:
        secret, public = new_key()
        self.stdout.write(NEW_KEY.format(public=public, secret=secret))


def _backed_up(file: str, *, say: Callable[[str], object]) -> Manifest:
    recipients, now = settings.BACKUP_RECIPIENTS, timezone.now()
    if file != "-":
        return back_up(Path(file), recipients, now=now, say=say)
    if sys.stdout.isatty():
        raise NoBackup("Standard output is a terminal: lead it into a file or a program.")
    return back_up_to(sys.stdout.buffer, recipients, now=now, say=say)


def _told(manifest: Manifest, seconds: float) -> str:
    rows = sum(manifest.rows.values())
    megabytes = manifest.file_bytes / 1_000_000
    return (
        f"Backed up in {seconds:.1f} s: {rows} rows, {manifest.files} files of {megabytes:.1f} MB."
    )
