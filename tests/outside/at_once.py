"""Journeys of several visitors at the same time."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

# No story takes as long: a server that hangs must not hang its test.
PATIENCE_SECONDS = 300


def run(journey: Coroutine[Any, Any, Any]) -> Any:
    """To its end, in its own thread: a browser test may have left an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        patient = asyncio.wait_for(journey, PATIENCE_SECONDS)
        return pool.submit(asyncio.run, patient).result()
