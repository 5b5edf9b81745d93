"""What is left of the disk that DATA is on."""

import os
from dataclasses import dataclass

from django.conf import settings

LEAST_BYTES = 100 * 1024**2
LITTLE_PERCENT = 10


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes left for the shop, and in percent of the disk."""

    left: int
    percent: int


def room() -> Room:
    """Raises OSError where the folder is not there."""
    disk = os.statvfs(settings.DATA_DIR)
    return Room(disk.f_bavail * disk.f_frsize, 100 * disk.f_bavail // max(disk.f_blocks, 1))


def is_writable() -> bool:
    return os.access(settings.DATA_DIR, os.W_OK | os.X_OK)
