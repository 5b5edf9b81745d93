"""What may be a picture: read once, while it is uploaded, and never again as it was sent."""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from catalog.pictures.limits import (
    KEPT_SIDE,
    LEAST_SIDE,
    MEGABYTE,
    MEGAPIXEL,
    MOST_BYTES,
    MOST_PIXELS,
)

KEPT_QUALITY = 92


class NoPicture(Exception):
    """A file that cannot be a picture; the text says what to do."""


def looked_at(content: bytes) -> bytes:
    """What is seen of a JPEG, PNG or WebP: a JPEG, upright, on white, at most KEPT_SIDE a side.

    Where and when it was taken, and whatever else the file held, is gone. Raises NoPicture, in
    words for whoever uploads it.
    """
    if len(content) > MOST_BYTES:
        raise NoPicture(too_large())
    try:
        return _as_jpeg(_seen(_opened(content)))
    except NoPicture:
        raise
    except Image.DecompressionBombError as error:
        raise NoPicture(_too_many_pixels()) from error
    except Exception as error:  # whatever a reader makes of broken bytes
        raise NoPicture(
            _("This picture is damaged or not whole: save it anew and upload that.")
        ) from error


def too_large() -> str:
    return _("Use a picture of at most %s MB.") % (MOST_BYTES // MEGABYTE)


def _too_many_pixels() -> str:
    words = _("It has more pixels than can be read here: save it with at most %s megapixels.")
    return words % (MOST_PIXELS // MEGAPIXEL)


def _opened(content: bytes) -> ImageFile:
    """By its head alone, before a pixel is read; by the one reader its first bytes name."""
    file = BytesIO(content)
    if content.startswith(b"\xff\xd8\xff"):
        # Not by Image.open, which would look for the more pictures that phones put behind.
        image: ImageFile = JpegImageFile(file)
    elif content.startswith(b"\x89PNG\r\n\x1a\n"):
        image = PngImageFile(file)
    elif content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        image = WebPImageFile(file)
    else:
        raise NoPicture(
            _("This is no JPEG, PNG or WebP picture: save it as one of these and upload that.")
        )
    _refuse(image)
    return image


def _refuse(image: ImageFile) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise NoPicture(_too_many_pixels())
    if max(width, height) < LEAST_SIDE:
        words = _("It is too small to show: use one with at least %s pixels on its longer side.")
        raise NoPicture(words % LEAST_SIDE)
    if getattr(image, "is_animated", False):
        raise NoPicture(_("This picture moves: choose a still one."))


def _seen(image: Image.Image) -> Image.Image:
    small = _plain(image)
    small.thumbnail((KEPT_SIDE, KEPT_SIDE))
    return _on_white(_upright(small))


def _plain(image: Image.Image) -> Image.Image:
    """Without a palette and with eight bits a channel: what can be made smaller."""
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; as it lies where its notes cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # a photo with broken notes is still a photo
        return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def _as_jpeg(image: Image.Image) -> bytes:
    """The pixels alone: Pillow would write a comment or a profile it had read."""
    image.info.clear()
    out = BytesIO()
    image.save(out, "JPEG", quality=KEPT_QUALITY, subsampling=0)
    return out.getvalue()
