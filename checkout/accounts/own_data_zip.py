"""An account's data as a ZIP that is sent while it is made: no copy of it lies anywhere."""

import json
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from checkout.accounts.own_data import OwnFile, Values
from checkout.prescriptions.files import vault
from checkout.prescriptions.files.vault import FileAltered, FileMissing


class _Passed:
    """A file that cannot be gone back in: what was written is taken away at once."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def taken(self) -> bytes:
        written, self._written = b"".join(self._written), []
        return written


def zipped(readme: str, about: Values, files: Iterable[OwnFile]) -> Iterator[bytes]:
    """README.txt, data.json and every file that was sent, a page at a time, opened."""
    passed = _Passed()
    with ZipFile(passed, "w", ZIP_DEFLATED) as archive:
        for name, content in _members(readme, about, files):
            archive.writestr(_entry(name, about), content)
            yield passed.taken()
    yield passed.taken()


def _members(
    readme: str, about: Values, files: Iterable[OwnFile]
) -> Iterator[tuple[str, str | bytes]]:
    yield "README.txt", readme
    yield "data.json", json.dumps(about, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    for file in files:
        for number, page in enumerate(file.pages, 1):
            yield _opened(f"{file.called}-page-{number}", page)


def _opened(name: str, page: str) -> tuple[str, str | bytes]:
    try:
        return f"{name}.jpg", vault.read(page)
    except (FileMissing, FileAltered):
        return f"{name}.txt", _("We could not read this page. Write to us, and we look for it.")


def _entry(name: str, about: Values) -> ZipInfo:
    entry = ZipInfo(name, about["as_of"].timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    return entry
