"""A leaflet as pages and mails link to it, and who stood for a text: plain values."""

import re
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.leaflets.limits import KILOBYTE, MEGABYTE
from catalog.strengths import strength_text
from catalog.units import NO_BREAK_SPACE

DIGITS_OF_A_HASH = 12


def leaflet_address(medicine_slug: str, dosage_key: str, sha256: str) -> str:
    """As in "baclofen-10mg-0123456789ab": names the file itself, so what it opens never changes."""
    words = re.sub(r"[^a-z0-9]+", "-", dosage_key).strip("-")
    return "-".join(word for word in (medicine_slug, words, sha256[:DIGITS_OF_A_HASH]) if word)


def size_text(size: int) -> str:
    """As in "120 KB" and "1.2 MB", the space unbroken."""
    if size < MEGABYTE:
        return f"{ceil(size / KILOBYTE)}{NO_BREAK_SPACE}KB"
    return f"{size / MEGABYTE:.1f}{NO_BREAK_SPACE}MB"


@dataclass(frozen=True, slots=True)
class LeafletLink:
    """The leaflet of one dosage ("10mg") of a medicine."""

    medicine_name: str
    dosage_key: str
    address: str
    bytes: int

    @property
    def text(self) -> str:
        """As in "Leaflet for 10 mg (PDF, 120 KB)", beside the medicine's name."""
        return _("Leaflet for %(dosage)s (PDF, %(size)s)") % self._words

    @property
    def full_text(self) -> str:
        """As in "Baclofen 10 mg (PDF, 120 KB)", in a list of leaflets."""
        return _("%(medicine)s %(dosage)s (PDF, %(size)s)") % self._words

    @property
    def url(self) -> str:
        return reverse("leaflet", args=[self.address])

    @property
    def absolute_url(self) -> str:
        """For mails."""
        return f"{settings.SITE_URL}{self.url}"

    @property
    def _words(self) -> dict[str, str]:
        return {
            "medicine": self.medicine_name,
            "dosage": strength_text(self.dosage_key),
            "size": size_text(self.bytes),
        }


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """The pharmacist who stands for a text, as shoppers read it."""

    name: str
    registration: str
    on: date
