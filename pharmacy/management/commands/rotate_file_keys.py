from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from checkout.accounts.rotating import rotate_secrets
from checkout.prescriptions.rotating import rotate_all

ONLY_ONE = (
    "FILE_KEYS has one key here, so nothing can be sealed anew: put the new key first, a comma and "
    "the old one behind it, start web server and worker with both, and run this with both."
)


class Command(BaseCommand):
    """Whatever seals a file has to know the first key by now, or the old one is needed further."""

    help = (
        "Seal every patient's file, and the secrets of second steps, with the first key of "
        "FILE_KEYS, once web server and worker "
        "were started with it; then strike the old keys."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if len(settings.FILE_KEYS) < 2:
            raise CommandError(ONLY_ONE)
        self.stdout.write(f"FILE_KEYS has {len(settings.FILE_KEYS)} keys here.")
        wrong = 0
        for pk, problem in rotate_all():
            if problem:
                wrong += 1
                self.stderr.write(f"File {pk}: {problem}.")
        for pk, problem in rotate_secrets():
            if problem:
                wrong += 1
                self.stderr.write(f"Second step {pk}: {problem}.")
        if wrong:
            raise CommandError(f"Not sealed anew: {wrong}. Keep the old keys.")
        self.stdout.write(
            "Every file and second step is sealed with the first key. Strike the others if web "
            "server and worker were started with it before; else start them so and run this again."
        )
