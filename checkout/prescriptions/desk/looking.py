"""Looking at a patient's file: whoever looks is written down first."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from checkout.prescriptions.files import vault
from checkout.prescriptions.models import FileView, PrescriptionFile

log = logging.getLogger(__name__)


class CannotShow(Exception):
    """The file has no such page, or the vault cannot give it out."""


def look_at(file: PrescriptionFile, page: int, *, by: Any, now: datetime) -> bytes:
    """The picture of a page, counted from 1, once the look is recorded. Raises CannotShow."""
    if not 1 <= page <= len(file.pages):
        raise CannotShow
    _write_down(file, page, by=by, now=now)
    try:
        return vault.read(file.pages[page - 1])
    except (vault.FileMissing, vault.FileAltered) as error:
        log.error("A page of file %s cannot be read: %s", file.token, type(error).__name__)
        raise CannotShow from error


@transaction.atomic
def _write_down(file: PrescriptionFile, page: int, *, by: Any, now: datetime) -> None:
    """The file is locked: its sender takes none back that somebody looks at."""
    if not PrescriptionFile.objects.select_for_update(no_key=True).filter(pk=file.pk).first():
        raise CannotShow
    FileView.objects.create(file=file, page=page, by=by, at=now)
