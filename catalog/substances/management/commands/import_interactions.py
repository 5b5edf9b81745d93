from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.substances.importing.actions import import_interactions
from catalog.substances.importing.table import COLUMNS, MOST_BYTES, TableRefused, text_of


class Command(BaseCommand):
    help = f"Add and change interactions from a CSV file with the columns {', '.join(COLUMNS)}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Show what would change and change nothing."
        )

    def handle(self, *, file: Path, dry_run: bool, **_: Any) -> None:
        try:
            plan = import_interactions(_text(file), dry_run=dry_run)
        except TableRefused as refused:
            for error in refused.errors:
                self.stderr.write(f"{file}: {error}")
            raise CommandError("Refused: nothing was changed.") from refused
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        for line in plan.lines():
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return text_of(file.read(MOST_BYTES + 1))
