"""What a file is once it is proven, and why one is refused."""

from dataclasses import dataclass
from enum import StrEnum

# Ten megabytes as phones and computers count them.
MOST_BYTES = 10 * 2**20
MOST_PAGES = 10


class Kind(StrEnum):
    """The kinds we take. A PNG is kept as a JPEG, so what is proven is never a PNG."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


class Reason(StrEnum):
    """Why a file is refused; `words.py` tells it."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    OTHER_KIND = "other-kind"
    OTHER_PICTURE = "other-picture"
    HEIC = "heic"
    TWO_IN_ONE = "two-in-one"
    DAMAGED = "damaged"
    ANIMATED = "animated"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MANY_PAGES = "too-many-pages"
    PAGE_TOO_LARGE = "page-too-large"
    LOCKED = "locked"
    ACTIVE = "active"
    ATTACHMENT = "attachment"
    ELSEWHERE = "elsewhere"
    TOO_MUCH_WORK = "too-much-work"
    INFECTED = "infected"


class Refused(Exception):
    """The file is not taken."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Proven:
    """A clean file and a JPEG of each of its pages; a photo is its own one page."""

    kind: Kind
    data: bytes
    pages: tuple[bytes, ...]
