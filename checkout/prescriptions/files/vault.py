"""The vault: what is kept is sealed with a key from the environment, under a random name.

FILE_KEYS lists the keys: the first seals, every one opens. A new key is put first, web server and
worker are restarted with it, each file is `rotate`d, and the old key is struck off.
"""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import cast

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from checkout.prescriptions.files.disk import UNFINISHED, PrivateDisk

FOLDER = re.compile(r"[0-9a-f]{2}")
NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}")
# Hidden, as what is no file of anybody's: no backup takes it along.
SIGN = ".database"
KEPT_OR_UNFINISHED = re.compile(rf"{NAME.pattern}|[0-9a-f]{{2}}/[0-9a-f]{{2}}/{UNFINISHED}")


class FileMissing(Exception):
    """The vault has no file of this name."""


class FileAltered(Exception):
    """The file is not what was kept under this name, or no key of FILE_KEYS opens it."""


def keep(data: bytes) -> str:
    """Seal and store; returns the name to read it by."""
    token = secrets.token_hex(16)
    name = f"{token[:2]}/{token[2:4]}/{token[4:]}"
    _store(name, keys().encrypt(_labelled(name, data)))
    return name


def read(name: str) -> bytes:
    """What was kept. Raises FileMissing and FileAltered."""
    try:
        opened = keys().decrypt(_sealed(name))
    except InvalidToken:
        raise FileAltered(name) from None
    if not opened.startswith(_labelled(name, b"")):
        raise FileAltered(name)
    return opened.removeprefix(_labelled(name, b""))


def rotate(name: str) -> None:
    """Seal with the first key. Raises FileMissing and FileAltered.

    Hold the lock of the row that names the file: a file destroyed meanwhile would come back.
    """
    try:
        sealed = keys().rotate(_sealed(name))
    except InvalidToken:
        raise FileAltered(name) from None
    _store(name, sealed)


def destroy(name: str) -> None:
    """Delete for good; nothing happens where it is gone already."""
    if KEPT_OR_UNFINISHED.fullmatch(name):
        storages["private"].delete(name)


def folders() -> list[str]:
    """Into which what is kept is spread, in order: 256 of them at most."""
    return sorted(filter(FOLDER.fullmatch, cast(PrivateDisk, storages["private"]).folders()))


def names_before(moment: datetime, folder: str) -> Iterator[str]:
    """What was last written before in a folder, and what a killed process left unfinished then."""
    names = cast(PrivateDisk, storages["private"]).names_before(moment, folder)
    return filter(KEPT_OR_UNFINISHED.fullmatch, names)


def is_empty() -> bool:
    """Whether nothing is kept, and nothing unfinished left."""
    private = cast(PrivateDisk, storages["private"])
    return not any(next(private.names(folder), None) for folder in folders())


def has(name: str) -> bool:
    """Whether something lies there under this name."""
    return storages["private"].exists(name)


def signature() -> str:
    """Whose the vault is, as somebody has signed it; "" where nobody has."""
    if not has(SIGN):
        return ""
    with storages["private"].open(SIGN) as file:
        signed: bytes = file.read()
    return signed.decode()


def sign(whose: str) -> None:
    storages["private"].save(SIGN, ContentFile(whose.encode()))


def _labelled(name: str, data: bytes) -> bytes:
    """With its name inside the seal, so that no file passes for another."""
    return name.encode("ascii") + b"\n" + data


def _sealed(name: str) -> bytes:
    if not NAME.fullmatch(name):
        raise FileMissing(name)
    try:
        with storages["private"].open(name) as file:
            sealed: bytes = file.read()
    except FileNotFoundError:
        raise FileMissing(name) from None
    return sealed


def _store(name: str, sealed: bytes) -> None:
    storages["private"].save(name, ContentFile(sealed))


def keys() -> MultiFernet:
    """FILE_KEYS as one: it seals with the first and opens with every one."""
    return MultiFernet([Fernet(key) for key in settings.FILE_KEYS])
