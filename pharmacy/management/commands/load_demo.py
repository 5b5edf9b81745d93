from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.demo.load import DemoRefused, load_demo


class Command(BaseCommand):
    help = "Fill a demo shop with medicines; those it has already stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load_demo()
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Demo medicines added: {added}.")
