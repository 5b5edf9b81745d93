"""Python imports this by itself where its folder is on PYTHONPATH: the process has a moved clock.

By as many seconds as stand in the file CHAOS_CLOCK, at every look at it: what the shop's code asks
for the time moves with a jump of the machine's clock. PostgreSQL's and Stripe's stay.
"""

import os
import time
from datetime import timedelta

from django.utils import timezone

_moved_by = os.open(os.environ["CHAOS_CLOCK"], os.O_RDONLY)
_now, _time = timezone.now, time.time


def _seconds():
    return float(os.pread(_moved_by, 32, 0))


# Before any model takes it as the default of a column.
timezone.now = lambda: _now() + timedelta(seconds=_seconds())
time.time = lambda: _time() + _seconds()
