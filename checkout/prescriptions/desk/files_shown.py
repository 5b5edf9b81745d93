"""A patient's files as the pages a pharmacist reads. Plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from checkout.order.desk.times import day_and_hour
from checkout.prescriptions.desk.rulings import named


@dataclass(frozen=True, slots=True)
class PageShown:
    """One page of one file, by its address: who sent it and when."""

    token: str
    page: int
    about: str


def pages_shown(files: Iterable[Mapping[str, Any]], now: datetime) -> list[PageShown]:
    """Every page, the oldest file first. From rows of `reads.files_of_the_case`."""
    return [
        PageShown(str(file["token"]), number, _about(file, now))
        for file in files
        for number in range(1, file["pages"] + 1)
    ]


def _about(file: Mapping[str, Any], now: datetime) -> str:
    """As in "Photo, sent 15 Nov, 13:52" and "PDF, added by Tom Adeyemi yesterday, 09:12"."""
    kind = _("PDF") if file["kind"] == "pdf" else _("Photo")
    at = localtime(datetime.fromisoformat(file["added_at"]))
    when = {"kind": kind, "when": day_and_hour(at, localtime(now)), "name": named(file)}
    if file["email"]:
        return _("%(kind)s, added by %(name)s %(when)s.") % when
    return _("%(kind)s, sent %(when)s.") % when
