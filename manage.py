#!/usr/bin/env python
"""Django's command line for the shop."""

import logging
import os
import sys
from contextlib import nullcontext

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pharmacy.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from pharmacy.env import EnvironmentRefused

    try:
        from pharmacy.history.acting import acting

        # The worker takes one thing after another: each is an act of its own.
        command = "".join(sys.argv[1:2])
        with nullcontext() if command == "worker" else acting(command=command):
            execute_from_command_line(sys.argv)
    except EnvironmentRefused as refusal:
        sys.exit(str(refusal))
    except Exception:
        if not (settings.configured and settings.LIVE):
            raise
        # As a line of the log: what Python prints of an error may name a person.
        logging.getLogger("pharmacy").exception("The command %s broke", command)
        sys.exit(1)
