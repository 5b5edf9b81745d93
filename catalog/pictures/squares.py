"""The sizes a picture is shown in: squares on white, whatever its shape, as WebP."""

from io import BytesIO

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from catalog.pictures.limits import WIDTHS

QUALITY = 82


def squares_of(original: bytes) -> dict[int, bytes]:
    """One for each of WIDTHS, of what `looking.looked_at` made.

    Raises whatever its reader says of a file that has been broken since.
    """
    image = JpegImageFile(BytesIO(original))
    image.load()
    return {width: _square(image, width) for width in WIDTHS}


def _square(image: Image.Image, width: int) -> bytes:
    out = BytesIO()
    square = ImageOps.pad(image, (width, width), Image.Resampling.LANCZOS, color="white")
    square.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()
