"""Pictures of tablets, good and evil, and medicines that have some."""

import zlib
from io import BytesIO
from zipfile import ZipFile

from django.utils import timezone
from PIL import Image, ImageDraw

from catalog.pictures.actions import add_picture
from catalog.pictures.looking import looked_at
from catalog.pictures.making import make_next_picture
from catalog.pictures.models import Picture
from tests.factories import a_user

ALT = "White round tablet, marked BN 10"
KINDS = ("JPEG", "PNG", "WEBP")


def drawn(width: int = 900, height: int = 600, *, ground: str = "#2f6f8f") -> Image.Image:
    """A white tablet on a ground, lit from above."""
    image = Image.new("RGB", (width, height), ground)
    draw, radius = ImageDraw.Draw(image), min(width, height) // 3
    x, y = width // 2, height // 2
    for shade, inset in (("#9aa5a0", -6), ("#e9ebe6", 0), ("#fbfbf8", radius // 8)):
        size = radius - inset
        draw.ellipse((x - size, y - size - inset // 4, x + size, y + size - inset // 4), fill=shade)
    draw.line((x, y - radius // 2, x, y + radius // 2), fill="#d3d8d2", width=max(radius // 24, 1))
    return image


def saved(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def a_photo(width: int = 900, height: int = 600, kind: str = "JPEG", **options) -> bytes:
    return saved(drawn(width, height, **options), kind)


def moving(kind: str) -> bytes:
    frames = [drawn(500, 500, ground=ground) for ground in ("red", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


def a_png_that_says_it_is(width: int, height: int) -> bytes:
    """A few bytes that would be that many pixels."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    pixels = zlib.compress(bytes(1000))
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data).to_bytes(4, "big")
    return len(data).to_bytes(4, "big") + name + data + check


def a_webp_that_says_it_is(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + (10).to_bytes(4, "little") + bytes(4) + sides
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def an_archive() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("run.html", "<script>alert(1)</script>")
    return out.getvalue()


def a_picture(
    medicine, alt: str = ALT, *, made: bool = True, content: bytes = b"", **values
) -> Picture:
    """Another tablet than any before, uploaded and, unless it shall wait, made."""
    number = Picture.objects.count()
    content = content or a_photo(600, 500, ground=f"hsl({number * 37 % 360}, 40%, {40 + number}%)")
    by, now = values.pop("by", None) or a_user(), values.pop("now", None) or timezone.now()
    picture = add_picture(medicine, looked_at(content), alt=alt, by=by, now=now)
    if made:
        make_all()
        picture.refresh_from_db()
    return picture


def a_broken_picture(medicine, *, now=None) -> Picture:
    """As if its file had been broken since it was uploaded."""
    values = {"alt": ALT, "by": a_user(), "now": now or timezone.now()}
    return add_picture(medicine, b"no picture", **values)


def make_all(now=None) -> None:
    """Let the worker make whatever waits."""
    while make_next_picture(now or timezone.now()):
        pass
