from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pharmacy.backups.reading import Damaged, look_through
from pharmacy.backups.restoring import CannotRestore, believe_no_longer, restore
from pharmacy.backups.sealing import CannotOpen, secret_keys
from pharmacy.closing import RESTORED

NEXT = """\
Restored in {seconds:.1f} s. The shop is closed: a file "closed" lies in DATA, and "restored"
keeps the worker from working.
IF THIS IS A DRILL, OR ANOTHER SHOP RUNS WITH THESE KEYS: stop here. With live keys this worker
would charge, release and refund real cards and mail patients, and so would staff's buttons.
Else, in this order:
  1. manage.py grant_web ROLE, where web server and worker sign in with a role of their own.
  2. manage.py forget_old; then manage.py erase_person for everybody who has asked for it since
     the backup: the backup knows them still. Take rights again from whoever lost them since.
  3. See that no other worker runs. Then rm {sign}
     and start the worker, and the web server. The worker compares with Stripe first: read its
     comparison under Needs attention. Orders placed since the backup are known to Stripe alone.
  4. Count the shelf: what has left it since the backup is not written down. Orders that wait for
     their patient were given 7 days: what came since is to be asked for again.
  5. Remove the file "closed": the shop is open."""

KEYS_BEGIN = "AGE-SECRET-KEY-"
KEY_ITSELF = (
    "That is the secret key itself, which other programs and the shell's history see now. Write it "
    "into a file that nobody else may read, and name the file: --identity KEYFILE."
)


class Command(BaseCommand):
    """Nothing is put where anything is."""

    help = "Put a backup into an empty database and an empty folder, or only look through it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE.age")
        parser.add_argument("--identity", type=Path, metavar="KEYFILE", help="has the secret key")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--look", action="store_true", help="check all of it, restore nothing")
        how.add_argument(
            "--recovered",
            action="store_true",
            help="the database was brought back by other means: only do what comes last",
        )

    def handle(self, *args: Any, recovered: bool, **options: Any) -> None:
        began = monotonic()
        if recovered:
            believe_no_longer(timezone.now())
        else:
            try:
                self._read(**options)
            except (CannotOpen, Damaged, CannotRestore) as why:
                raise CommandError(str(why)) from why
        if not options["look"]:
            sign = settings.DATA_DIR / RESTORED
            self.stdout.write(NEXT.format(seconds=monotonic() - began, sign=sign))

    def _read(
        self, *, file: Path | None, identity: Path | None, look: bool, **options: Any
    ) -> None:
        if not file or not identity:
            raise CommandError("Name the backup and the secret key: FILE.age --identity KEYFILE.")
        if any(name.name.upper().startswith(KEYS_BEGIN) for name in (file, identity)):
            raise CommandError(KEY_ITSELF)
        keys = secret_keys(identity)
        if not look:
            restore(file, keys, now=timezone.now(), say=self.stdout.write)
            return
        for line in look_through(file, keys).lines():
            self.stdout.write(line)
        self.stdout.write("The backup is whole.", self.style.SUCCESS)
