"""Tells by its bytes alone what a file is, and whether it is two files in one."""

import zipfile
from io import BytesIO

from checkout.prescriptions.files.proven import Kind, Reason, Refused

TAKEN = {
    b"%PDF-": Kind.PDF,
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
}
OTHER_PICTURES = (b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
# The brands of https://www.iana.org/assignments/media-types/image/heic and .../heif.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# Browsers guess from the first 1445 bytes (https://mimesniff.spec.whatwg.org/), PDF readers look
# for their mark in the first 1024.
HEAD_BYTES = 1445
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<svg")
# Archives that are opened wherever in a file they begin: RAR and 7z.
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


def kind_of(data: bytes) -> Kind:
    """What the bytes are. Raises Refused for what we do not take."""
    for mark, kind in TAKEN.items():
        if data.startswith(mark):
            return kind
    raise Refused(_why_not(data) if data else Reason.EMPTY)


def refuse_two_in_one(data: bytes) -> None:
    """Raises Refused where another program would read the same bytes as another kind of file."""
    head = data[:HEAD_BYTES].lower()
    if (
        any(mark in head for mark in MARKUP)
        or b"%pdf-" in head[1:]
        or any(mark in data for mark in ARCHIVES)
        or zipfile.is_zipfile(BytesIO(data))
    ):
        raise Refused(Reason.TWO_IN_ONE)


def _why_not(data: bytes) -> Reason:
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return Reason.HEIC
    if data.startswith(OTHER_PICTURES) or b"<svg" in data[:HEAD_BYTES].lower():
        return Reason.OTHER_PICTURE
    return Reason.OTHER_KIND
