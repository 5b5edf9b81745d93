"""What runs low, and how long it lasts at the rate it was sold lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import admin
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.admin.stock_standing import standing_tag, unit_words
from catalog.admin.tags import tag
from catalog.models import Dosage

# The rate is that of so many days; what lasts no longer than SOON is amber.
LATELY, SOON = 30, 3


@dataclass(frozen=True, slots=True)
class LowDosage:
    """`lasts` is in days or, where nobody can tell or nothing is left, its standing."""

    name: str
    url: str
    free: str
    lasts: SafeString | str


def low_rows(dosages: Iterable[Dosage], now: datetime) -> list[LowDosage]:
    """Of dosages `with_standing`, in one read of what was sold."""
    dosages = list(dosages)
    since = now - timedelta(days=LATELY)
    sold = admin.site.units_sold([dosage.pk for dosage in dosages], since) if dosages else {}
    return [
        LowDosage(
            str(dosage),
            reverse("admin:catalogue_dosage_change", args=[dosage.pk]),
            unit_words(dosage).count(dosage.units_free),
            _lasts(dosage, sold.get(dosage.pk, 0)),
        )
        for dosage in dosages
    ]


def _lasts(dosage: Dosage, sold: int) -> SafeString | str:
    """As in "4 days"."""
    if not sold or dosage.units_short or dosage.free < dosage.smallest:
        return standing_tag(dosage)
    days = dosage.free * LATELY // sold
    if not days:
        return tag(_("under a day"), "warn")
    words = ngettext("%(n)s day", "%(n)s days", days) % {"n": f"{days:,}"}
    return tag(words, "warn") if days <= SOON else words
