"""Where the tests keep their files: in memory where Linux has enough of it set aside.

A database copied for a test is 1,400 files, and ext4 looks at every inode freed in the last minutes
before it takes one for a new file: a copy takes a second on such a disk and 0.07 s in memory.
`make clean` gives the memory back; so does the next start of the machine.
"""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3  # bytes of the whole; a container is often given 64 MB


def data_folder(checkout: Path) -> Path:
    """The folder for the tests of this checkout, the same for every process of a run."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).total >= ENOUGH:
        return MEMORY / f"pharmacy-tests-{os.getuid()}" / checkout.relative_to("/")
    return checkout / ".data" / "tests"
