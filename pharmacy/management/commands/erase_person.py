from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from checkout.prescriptions.forgetting import forget_person
from checkout.prescriptions.keeping import CannotErase


class Command(BaseCommand):
    """What the law still asks for is kept, and the day said from which it can be forgotten."""

    help = "Forget a person who asks for it: every order of an e-mail address, and its account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")

    def handle(self, *args: Any, email: str, dry_run: bool, **options: Any) -> None:
        done = "would be forgotten" if dry_run else "forgotten"
        told = []
        try:
            for one in forget_person(email, now=timezone.now(), dry_run=dry_run):
                told.append(one)
                words = f"kept, because {one.kept}" if one.kept else done
                self.stdout.write(f"Order {one.order.number}: {words}.")
        except CannotErase as why:
            raise CommandError(str(why)) from why
        if not told:
            self.stdout.write("No order has this address.")
