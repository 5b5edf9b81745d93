"""The cell a stranger's file is read in: what its process may use, held by the kernel."""

import resource
import sys
from importlib import import_module

from PIL import Image

CPU_SECONDS = 15
MEMORY_BYTES = 1_000_000_000


def limit_work() -> None:
    """Bounds time and memory, writes no file and no core, starts no process."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    if sys.platform == "linux":  # macOS counts libraries all processes share and refuses
        _limit(resource.RLIMIT_AS, MEMORY_BYTES)


def close_doors() -> None:
    """From here on no file is opened and no connection made.

    What Pillow would load when it needs it (writers, the reader of a camera's notes) it loads now.
    """
    Image.preinit()
    import_module("PIL.TiffImagePlugin")
    _limit(resource.RLIMIT_NOFILE, 0)


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))
