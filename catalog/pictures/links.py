"""A picture as pages show it and where its sizes lie: plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.urls import reverse

from catalog.pictures.limits import LARGEST

DIGITS_OF_A_HASH = 12


def picture_address(medicine_slug: str, contents: Iterable[bytes]) -> str:
    """As in "baclofen-0123456789ab": names what its sizes hold, so none of them ever changes."""
    return f"{medicine_slug}-{sha256(b''.join(contents)).hexdigest()[:DIGITS_OF_A_HASH]}"


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A picture whose sizes are made; `alt` says what is seen."""

    address: str
    alt: str

    def url(self, width: int) -> str:
        """Of the square of so many pixels, one of WIDTHS."""
        return reverse("picture", args=[self.address, width])

    @property
    def large_url(self) -> str:
        return self.url(LARGEST)

    def srcset(self, widths: Iterable[int]) -> str:
        """As in "/media/baclofen-0123456789ab-96.webp 96w, ..."."""
        return ", ".join(f"{self.url(width)} {width}w" for width in widths)
