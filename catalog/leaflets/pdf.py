"""What may be a leaflet: a PDF that is paper and nothing else. Plain values; queries nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from django.utils.translation import gettext as _

from catalog.leaflets.limits import MEGABYTE, MOST_BYTES, MOST_PAGES

# More than any leaflet has; a file of more takes long to look through.
MOST_OBJECTS = 50_000
# What runs, opens or carries something else (ISO 32000-1: 12.6.4 actions, 12.5.6 annotations,
# 7.11.4 embedded files, 12.7.8 XFA forms).
MORE_THAN_PAPER = {
    "/3D",
    "/AA",
    "/EF",
    "/EmbeddedFiles",
    "/FileAttachment",
    "/GoToE",
    "/ImportData",
    "/JS",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Rendition",
    "/RichMedia",
    "/Screen",
    "/Sound",
    "/SubmitForm",
    "/XFA",
}


class NoLeaflet(Exception):
    """A file that cannot be a leaflet; the text says what to do."""


@dataclass(frozen=True, slots=True)
class LeafletPdf:
    """A PDF that was looked through."""

    content: bytes
    pages: int


def looked_through(content: bytes) -> LeafletPdf:
    """The file as a leaflet. Raises NoLeaflet, in words for whoever uploads it."""
    if len(content) > MOST_BYTES:
        raise NoLeaflet(too_large())
    if not content.startswith(b"%PDF-"):
        raise NoLeaflet(_("This is no PDF: save the leaflet as a PDF and upload that."))
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            return LeafletPdf(content, _pages(pdf))
    except pikepdf.PasswordError as error:
        raise NoLeaflet(_locked()) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise NoLeaflet(_("This PDF is damaged: save it anew and upload that.")) from error


def too_large() -> str:
    return _("Use a file of at most %s MB.") % (MOST_BYTES // MEGABYTE)


def _locked() -> str:
    return _("This PDF is encrypted: save it without a password and upload that.")


def _pages(pdf: pikepdf.Pdf) -> int:
    if pdf.is_encrypted:
        raise NoLeaflet(_locked())
    pages = len(pdf.pages)
    if not 1 <= pages <= MOST_PAGES:
        raise NoLeaflet(
            _("It has %(pages)s pages: a leaflet has 1 to %(most)s.")
            % {"pages": pages, "most": MOST_PAGES}
        )
    if len(pdf.objects) > MOST_OBJECTS or any(_is_more(name) for name in _names(pdf)):
        raise NoLeaflet(
            _(
                "It holds more than pages, such as a script, a form or a file inside: "
                "print it to a new PDF and upload that."
            )
        )
    return pages


def _is_more(name: str) -> bool:
    return name in MORE_THAN_PAPER


def _names(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every key of a dictionary, and what kind of thing it says it is."""
    waiting: list[pikepdf.Object] = list(pdf.objects) + [pdf.trailer]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += [child for child in node if _stands_inside(child)]
        elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            yield from node.keys()
            yield from (str(node.get(key, "")) for key in ("/S", "/Subtype"))
            waiting += [child for child in node.values() if _stands_inside(child)]


def _stands_inside(child: object) -> bool:
    """Objects with a number of their own come in their turn."""
    return isinstance(child, pikepdf.Object) and not child.is_indirect
