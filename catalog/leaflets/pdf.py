"""What may be a leaflet: a PDF that is paper and nothing else. Plain values; queries nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

import pikepdf
from django.utils.translation import gettext as _
from pikepdf.settings import set_qpdf_limits

from catalog.leaflets.limits import MEGABYTE, MOST_BYTES, MOST_PAGES

# More than any leaflet has; a file of more takes long to look through.
MOST_OBJECTS = 50_000
# What a part of it may unpack to: the table of what stands where, of 5 MB, could be 5 GB.
MOST_UNPACKED = 30 * MEGABYTE
# What runs, opens or carries something else (ISO 32000-1: 12.6.4 actions, 12.5.6 annotations,
# 7.11.4 embedded files, 12.7 forms).
MORE_THAN_PAPER = {
    "/3D",
    "/AA",
    "/AcroForm",
    "/EF",
    "/EmbeddedFiles",
    "/FileAttachment",
    "/GoToE",
    "/GoToR",
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
    "/Widget",
    "/XFA",
}
# Where a link may lead.
OUTSIDE = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


_one_at_a_time = Lock()


class NoLeaflet(Exception):
    """A file that cannot be a leaflet; the text says what to do."""


@dataclass(frozen=True, slots=True)
class LeafletPdf:
    """A PDF that was looked through."""

    content: bytes
    pages: int


def looked_through(content: bytes) -> LeafletPdf:
    """The file as a leaflet, saved anew: what stood behind its end or was no part of it is gone.

    Raises NoLeaflet, in words for whoever uploads it.
    """
    if len(content) > MOST_BYTES:
        raise NoLeaflet(too_large())
    if not content.startswith(b"%PDF-"):
        raise NoLeaflet(_("This is no PDF: save the leaflet as a PDF and upload that."))
    try:
        with _bounded(), pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            pages = _pages(pdf)
            _must_be_paper(pdf)
            return LeafletPdf(_saved_anew(pdf), pages)
    except pikepdf.PasswordError as error:
        raise NoLeaflet(_locked()) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise NoLeaflet(_("This PDF is damaged: save it anew and upload that.")) from error


@contextmanager
def _bounded() -> Iterator[None]:
    """There is one set of limits for a whole process, and whoever else reads PDFs has others."""
    with _one_at_a_time:
        before = set_qpdf_limits(
            flate_max_memory=MOST_UNPACKED,
            run_length_max_memory=MOST_UNPACKED,
            png_max_memory=MOST_UNPACKED,
            tiff_max_memory=MOST_UNPACKED,
        )
        try:
            yield
        finally:
            set_qpdf_limits(**before)  # type: ignore[arg-type]


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
            _(
                "It has %(pages)s pages: a leaflet has 1 to %(most)s. "
                "Upload what is meant for patients alone."
            )
            % {"pages": pages, "most": MOST_PAGES}
        )
    if len(pdf.objects) > MOST_OBJECTS:
        raise NoLeaflet(_("It is made of too many parts: print it to a new PDF and upload that."))
    return pages


def _must_be_paper(pdf: pikepdf.Pdf) -> None:
    """Raises NoLeaflet where something runs, opens or comes along."""
    if not _opens_at_a_page(pdf) or any(map(_is_more_than_paper, _dictionaries(pdf))):
        raise NoLeaflet(
            _(
                "It holds more than pages, such as a script, a form or a file inside: "
                "print it to a new PDF and upload that."
            )
        )
    if not all(map(_leads_to_the_web, _dictionaries(pdf))):
        raise NoLeaflet(
            _(
                "A link in it leads neither to a website nor to an e-mail address: "
                "print it to a new PDF and upload that."
            )
        )


def _opens_at_a_page(pdf: pikepdf.Pdf) -> bool:
    """By itself, or as it says (ISO 32000-1, 7.7.2: an array, or an action)."""
    action = pdf.Root.get("/OpenAction", pikepdf.Array())
    if isinstance(action, pikepdf.Dictionary):
        return action.get("/S") == pikepdf.Name.GoTo and "/Next" not in action
    return isinstance(action, pikepdf.Array)


def _is_more_than_paper(node: pikepdf.Object) -> bool:
    """By a key of it, or by the kind of thing it says it is."""
    kinds = {str(node.get(key, "")) for key in ("/S", "/Subtype")}
    return not MORE_THAN_PAPER.isdisjoint(kinds | set(node.keys()))


def _leads_to_the_web(node: pikepdf.Object) -> bool:
    link = node.get("/URI")
    return not isinstance(link, pikepdf.String) or bool(OUTSIDE.match(str(link)))


def _saved_anew(pdf: pikepdf.Pdf) -> bytes:
    file = BytesIO()
    pdf.save(file, deterministic_id=True)
    if file.tell() > MOST_BYTES:
        raise NoLeaflet(too_large())
    return file.getvalue()


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All there are, those of streams as well."""
    waiting: list[pikepdf.Object] = list(pdf.objects) + [pdf.trailer]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += [child for child in node if _stands_inside(child)]
        elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            yield node
            waiting += [child for child in node.values() if _stands_inside(child)]


def _stands_inside(child: object) -> bool:
    """Objects with a number of their own come in their turn."""
    return isinstance(child, pikepdf.Object) and not child.is_indirect
