"""Collects static files again only when one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from pharmacy.shop import UNUSED_STATIC


def collect_where_needed() -> None:
    """Hash and compress every static file into STATIC_ROOT, unless that is how they are."""
    root = Path(settings.STATIC_ROOT)
    stamp, wanted = root.with_suffix(".hash"), _hash()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def _hash() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(UNUSED_STATIC):
            digest.update(path.encode())
            with storage.open(path) as file:
                digest.update(file.read())
    return digest.hexdigest()
