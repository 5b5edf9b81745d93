from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.demo.load import DemoRefused
from catalog.generated.filling import fill
from catalog.generated.medicines import PACKS


class Command(BaseCommand):
    help = (
        "Fill a demo shop with invented medicines, to measure it: the same in every shop, "
        f"{PACKS} packs each, beside what it has. Run again, it adds what is missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--medicines", type=int, required=True, metavar="N")

    def handle(self, *, medicines: int, **_: Any) -> None:
        try:
            for number in fill(medicines, now=timezone.now()):
                self.stdout.write(f"{number:,} of {medicines:,} medicines.")
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
