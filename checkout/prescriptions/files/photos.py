"""Photos: decoded within bounds and written anew, so that nothing but the picture is left."""

from io import BytesIO

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from checkout.prescriptions.files.proven import Reason, Refused

MOST_PIXELS, LONGEST_SIDE = 50_000_000, 20_000
# A sheet of A4 at 250 dots an inch: small print stays readable.
KEPT_SIDE = 3000
JPEG_QUALITY = 90


def clean_jpeg(data: bytes) -> bytes:
    """The first picture of a JPEG: what phones add (films, depths, brightness) goes.

    Not by Image.open, which would look for more pictures.
    """
    return _clean(JpegImageFile(BytesIO(data)))


def clean_png(data: bytes) -> bytes:
    """The picture of a PNG on white, as a JPEG. Raises Refused where it moves."""
    PngImageFile(BytesIO(data)).verify()
    image = PngImageFile(BytesIO(data))
    if image.is_animated:
        raise Refused(Reason.ANIMATED)
    return _clean(image)


def as_jpeg(image: Image.Image) -> bytes:
    """The pixels alone: Pillow would write a comment or a profile it had read."""
    image.info.clear()
    out = BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return out.getvalue()


def refuse_too_many_pixels(width: int, height: int) -> None:
    """Raises Refused for a picture that no camera takes."""
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Refused(Reason.TOO_MANY_PIXELS)


def _clean(image: ImageFile) -> bytes:
    refuse_too_many_pixels(*image.size)
    small = _plain(image)
    small.thumbnail((KEPT_SIDE, KEPT_SIDE))
    return as_jpeg(_on_white(_upright(small)))


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits a channel, without a palette: what can be made smaller."""
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode == "I;16":
        return image.point(lambda value: value / 256).convert("L")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; as it lies where its notes cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # a photo with broken notes is still a photo
        return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")
