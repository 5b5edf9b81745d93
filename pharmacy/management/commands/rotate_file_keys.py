from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkout.accounts.rotating import rotate_secrets
from checkout.prescriptions.rotating import rotate_all


class Command(BaseCommand):
    """Whatever seals a file has to know the first key by now, or the old one is needed further."""

    help = (
        "Seal every patient's file, and the secrets of second steps, with the first key of "
        "FILE_KEYS, once web server and worker "
        "were restarted with it; then strike the old keys."
    )

    def handle(self, *args: Any, **options: Any) -> None:
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
            "server and worker were restarted with it before; else restart them and run this again."
        )
