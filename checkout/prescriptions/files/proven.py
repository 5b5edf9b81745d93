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
    """What a file shows: a JPEG of each of its pages, one of a photo.

    Nothing else of it is kept. Pharmacists read pictures, and what the law wants kept is the
    prescription's paper; a PDF has more places to hide words and scripts in than anybody can list.
    """

    kind: Kind
    pages: tuple[bytes, ...]
