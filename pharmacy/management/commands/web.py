import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pharmacy.serving import PROCESSES, SHOP, web_server


class Command(BaseCommand):
    """What a supervisor starts, beside `worker`. A proxy of yours stands before it."""

    help = "Serves the shop on PORT until it is told to stop; what is being answered is finished."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at")
        parser.add_argument(
            "--processes", type=int, default=PROCESSES, help="one a core (%(default)s)"
        )

    def handle(self, *args: Any, host: str, processes: int, **options: Any) -> None:
        if processes < 1:
            raise CommandError("--processes: one at least has to serve.")
        command = web_server(SHOP, settings.PORT, host=host, workers=processes)
        # In this one's place, so that a supervisor's signal reaches the server itself.
        os.execv(command[0], command)  # noqa: S606 - our own command
