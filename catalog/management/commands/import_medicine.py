from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.importing.actions import import_page
from catalog.importing.page import PageError
from catalog.importing.source import MAX_BYTES, text_of


class Command(BaseCommand):
    help = "Create or update medicines from pages in the owner's form (UTF-8 text), each a whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pages", metavar="PAGE", nargs="+", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Show what would change and change nothing."
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Take the page's price also where staff set another since the last import.",
        )

    def handle(self, *, pages: list[Path], dry_run: bool, overwrite: bool, **_: Any) -> None:
        refused = 0
        for page in pages:
            try:
                report = import_page(str(page), _text(page), overwrite=overwrite, dry_run=dry_run)
            except PageError as error:
                refused += 1
                self.stderr.write(f"{page}:{error.line}: error: {error.message}")
            except OSError as error:
                refused += 1
                self.stderr.write(f"{page}: error: {error.strerror}.")
            else:
                self.stdout.write("\n".join([*report.lines(), ""]))
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")
        if refused:
            raise CommandError(
                f"Refused: {refused} of {len(pages)}. A refused page changed nothing."
            )


def _text(page: Path) -> str:
    with page.open("rb") as file:
        return text_of(file.read(MAX_BYTES + 1))
