from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from checkout.prescriptions.forgetting import Beside, Result, forget_person
from checkout.prescriptions.keeping import CannotErase


class Command(BaseCommand):
    """What the law still asks for is kept, and the day said from which it can be forgotten."""

    help = "Forget a person who asks for it: every order of an e-mail address, and its account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def handle(self, *args: Any, email: str, dry_run: bool, **options: Any) -> None:
        done = "would be forgotten" if dry_run else "forgotten"
        nothing = True
        try:
            for one in forget_person(email, now=timezone.now(), dry_run=dry_run):
                nothing = False
                self.stdout.write(_line(one, done))
        except CannotErase as why:
            raise CommandError(str(why)) from why
        if nothing:
            self.stdout.write("Nothing is known of this address.")


def _line(one: Result | Beside, done: str) -> str:
    if isinstance(one, Beside):
        return f"{one[0].upper()}{one[1:]}: {done}."
    words = f"kept, because {one.kept}" if one.kept else done
    return f"Order {one.order.number}: {words}."
