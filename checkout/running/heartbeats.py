"""The worker's signs of life: a loop that hangs is seen though its process lives."""

import logging
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import ProgrammingError
from django.utils import timezone

from checkout.duties import heard_by
from checkout.running.models import Heartbeat, Loop

EVERY_SECONDS = 10
SILENT_AFTER = timedelta(seconds=60)
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Pulse:
    """Of one loop, in the thread that runs it."""

    loop: Loop
    last: float = float("-inf")

    def beat(self) -> None:
        """Write it down, every ten seconds at most."""
        if monotonic() - self.last < EVERY_SECONDS:
            return
        row = Heartbeat(loop=self.loop, at=timezone.now())
        try:
            Heartbeat.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["loop"], update_fields=["at"]
            )
        except ProgrammingError:
            # A right that was not granted yet ends no loop: its silence is told.
            log.exception("No sign of life could be given")
        self.last = monotonic()


def living(loop: Loop) -> AbstractContextManager[None]:
    """Inside, what is `alive` is this loop."""
    return heard_by(Pulse(loop).beat)


def silent_loops(now: datetime) -> list[Loop]:
    """Those not heard of for a minute, by any worker; one from the future is of a wrong clock."""
    beats = dict(Heartbeat.objects.values_list("loop", "at"))
    return [
        loop
        for loop in Loop
        if loop not in beats or not -SILENT_AFTER <= now - beats[loop] <= SILENT_AFTER
    ]
