"""Bombs, archives and pictures that are more than a picture."""

import struct
import zipfile
import zlib
from io import BytesIO

from tests.checkout.prescriptions.files.good import paper, screenshot, written

SCRIPT = b"<script>alert(1)</script>"
ZEROS = bytes(1_000_000)


def archive() -> bytes:
    """A ZIP with a program in it, as a JAR is."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("Evil.class", b"\xca\xfe\xba\xbe")
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG, with its checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG of grey pixels with these chunks between its header and its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"".join((b"\x89PNG\r\n\x1a\n", header, *chunks, chunk(b"IEND", b"")))


def packed_zeros(megabytes: int) -> bytes:
    """A thousandth of the size: a bomb."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(ZEROS) for _ in range(megabytes)) + packer.flush()


def pixel_bomb() -> bytes:
    """Ten billion pixels by its header, none in it."""
    return png(100_000, 100_000, chunk(b"IDAT", zlib.compress(b"")))


def packed_pixel_bomb() -> bytes:
    """Sixty million real pixels in sixty thousand bytes."""
    return png(60_000_000 // 6_000, 6_000, chunk(b"IDAT", packed_zeros(61)))


def moving_png() -> bytes:
    return written(paper(), "PNG", save_all=True, append_images=[paper(600, 800).rotate(90)])


def broken_checksum() -> bytes:
    good = screenshot()
    at = good.index(b"IDAT") + 4 + struct.unpack(">I", good[good.index(b"IDAT") - 4 :][:4])[0]
    return good[:at] + b"\0\0\0\0" + good[at + 4 :]


def with_head(data: bytes, head: bytes) -> bytes:
    """The same JPEG with a comment first."""
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(head) + 2) + head + data[2:]
