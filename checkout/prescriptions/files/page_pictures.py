"""The pages of a clean PDF as pictures: what is kept of it."""

from contextlib import closing

from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]

from checkout.prescriptions.files.photos import KEPT_SIDE, as_jpeg

# A small page is not blown up beyond 300 dots an inch.
MOST_PIXELS_A_POINT = 300 / 72


def pictures_of(pdf: bytes) -> tuple[bytes, ...]:
    """A JPEG of each page, at most KEPT_SIDE pixels wide and high."""
    with closing(PdfDocument(pdf)) as document:
        return tuple(_picture(page) for page in document)


def _picture(page: PdfPage) -> bytes:
    scale = min(KEPT_SIDE / max(page.get_size()), MOST_PIXELS_A_POINT)
    return as_jpeg(page.render(scale=scale).to_pil())
