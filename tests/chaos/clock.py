"""The clock of the shop's processes, which can be moved while they run (see moved_clock/)."""

import os
from pathlib import Path

HOOK = Path(__file__).resolve().parent / "moved_clock"
# Always as many letters: a process that looks while it is written sees the old or the new.
WRITTEN = "{:+032.1f}"


class Clock:
    def __init__(self, file: Path) -> None:
        self._file = file
        file.write_text(WRITTEN.format(0))

    def environment(self) -> dict[str, str]:
        """What a process that has this clock is started with."""
        path = os.pathsep.join(filter(None, (str(HOOK), os.environ.get("PYTHONPATH"))))
        return {"PYTHONPATH": path, "CHAOS_CLOCK": str(self._file)}

    def show(self, seconds: float) -> None:
        """So much later than it is; earlier where it is negative."""
        with self._file.open("r+b", buffering=0) as file:
            file.write(WRITTEN.format(seconds).encode())
