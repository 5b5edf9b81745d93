"""In place of sorl-thumbnail or easy-thumbnails: pictures as they are."""

from dataclasses import dataclass
from typing import Any

from oscar.core.thumbnails import AbstractThumbnailer


@dataclass(frozen=True, slots=True)
class Picture:
    url: str


class AsTheyAre(AbstractThumbnailer):
    def generate_thumbnail(self, source: Any, **opts: Any) -> Picture:
        return Picture(f"/media/{source}")

    def delete_thumbnails(self, source: Any) -> None:
        """There are none."""
