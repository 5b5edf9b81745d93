"""Files as patients send them: a photo, a screenshot, a scan, a filled-in form."""

import math
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw

A4 = (595, 842)
ORIENTATION, CAMERA, GPS = 0x0112, 0x010F, 0x8825
TURNED_RIGHT = 6


def paper(width: int = 600, height: int = 800) -> Image.Image:
    """A sheet with a red stamp in its upper left corner and lines of writing."""
    sheet = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, width // 4, height // 4), fill="red")
    for line in range(height // 2, height - 20, 40):
        draw.line((40, line, width - 40, line), fill="black", width=4)
    return sheet


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    """An image as a file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(**options: object) -> bytes:
    return written(paper(), "JPEG", quality=92, **options)


def screenshot(**options: object) -> bytes:
    return written(paper(), "PNG", **options)


def camera_notes(text: str = "Nikon") -> Image.Exif:
    """What a phone notes: how it was held, its maker, and where it was."""
    notes = Image.Exif()
    notes[ORIENTATION], notes[CAMERA] = TURNED_RIGHT, text
    notes[GPS] = {1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)}
    return notes


def scan(pages: int = 2, **options: object) -> bytes:
    """A scanner's PDF: an image a page."""
    sheets = [paper() for _ in range(pages)]
    return written(sheets[0], "PDF", save_all=True, append_images=sheets[1:], **options)


def pdf(change: Callable[[Pdf], object] = lambda pdf: None, **options: object) -> bytes:
    """A PDF of one blank page, changed."""
    made = Pdf.new()
    made.add_blank_page(page_size=A4)
    change(made)
    out = BytesIO()
    made.save(out, **options)
    return out.getvalue()


def unpacked_pdf(change: Callable[[Pdf], object]) -> bytes:
    """The same with its streams as they were put in."""
    keep = pikepdf.StreamDecodeLevel.none
    return pdf(change, compress_streams=False, stream_decode_level=keep)


def filled_in_form() -> bytes:
    """A form with one field that was filled in: a black box where its text would stand."""

    def fill(made: Pdf) -> None:
        box = Stream(made, b"0 0 0 rg 0 0 200 100 re f")
        box.Type, box.Subtype, box.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 100])
        field = made.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T="dose",
                V="10 mg",
                F=4,
                Rect=Array([100, 600, 300, 700]),
                AP=Dictionary(N=box),
            )
        )
        made.pages[0].Annots = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]))

    return pdf(fill)


def pdf_of_photo(jpeg: bytes, *, packed: bool = False) -> bytes:
    """A page that is a photo, as phones make them; `packed` once more around it."""

    def add(made: Pdf) -> None:
        image = Stream(made, zlib.compress(jpeg) if packed else jpeg)
        image.Type, image.Subtype = Name.XObject, Name.Image
        filters = [Name.FlateDecode, Name.DCTDecode] if packed else [Name.DCTDecode]
        image.Filter = Array(filters)
        image.Width, image.Height = size_of(jpeg)
        image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
        page = made.pages[0]
        page.Resources = Dictionary(XObject=Dictionary(Photo=image))
        page.Contents = Stream(made, b"%d 0 0 %d 0 0 cm /Photo Do" % A4)

    return unpacked_pdf(add)


def colours(jpeg: bytes, *places: tuple[float, float]) -> list[str]:
    """What is seen at these places of a picture, each from 0 to 1 across and down."""
    image = Image.open(BytesIO(jpeg)).convert("RGB")
    return [_colour(image, across, down) for across, down in places]


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(picture)).size


def _colour(image: Image.Image, across: float, down: float) -> str:
    seen = image.getpixel((int(across * image.width), int(down * image.height)))
    known = {(255, 0, 0): "red", (255, 255, 255): "white", (0, 0, 0): "black"}
    return known[min(known, key=lambda colour: math.dist(colour, seen))]


def photo_held_sideways() -> bytes:
    return photo(exif=camera_notes())


def photo_in_a_pdf() -> bytes:
    return pdf_of_photo(photo_held_sideways())


EVERY_KIND = (photo, photo_held_sideways, screenshot, scan, filled_in_form, photo_in_a_pdf)
