"""Seals every patient's file with the first key of FILE_KEYS, so that an old one can be struck."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from checkout.prescriptions.files import vault
from checkout.prescriptions.files.vault import FileAltered, FileMissing
from checkout.prescriptions.models import PrescriptionFile


def rotate_all() -> Iterator[tuple[int, str]]:
    """The id of each file, with what is wrong with it or "". May be killed and run again.

    Looks again at the end: a web server that still knows the old key may have taken a file.
    """
    kept, done = PrescriptionFile.objects.filter(erased_at__isnull=True), set[int]()
    while left := set(kept.values_list("pk", flat=True)) - done:
        for pk in sorted(left):
            yield pk, _rotated(kept.filter(pk=pk))
        done |= left


@transaction.atomic
def _rotated(kept: QuerySet[PrescriptionFile]) -> str:
    # Locked, or a file that is destroyed meanwhile would come back.
    file = kept.select_for_update().first()
    try:
        for name in file.names if file else ():
            vault.rotate(name)
    except FileMissing:
        return "it is missing from the vault"
    except FileAltered:
        return "no key of FILE_KEYS opens it"
    return ""
