"""PDFs: searched for what acts, reaches out or hides, and written anew to be drawn."""

from collections.abc import Iterable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, Stream
from pikepdf.settings import set_qpdf_limits

from checkout.prescriptions.files.photos import MOST_PIXELS, refuse_too_many_pixels
from checkout.prescriptions.files.proven import MOST_PAGES, Reason, Refused

MOST_OBJECTS = 50_000
# In points. A phone makes of a photo a page of as many points as it has pixels; 14,400 is the most
# that readers show (ISO 32000-1:2008, annex C).
SHORTEST_SIDE, LONGEST_SIDE = 10, 14_400
MOST_DECODED_BYTES = 3 * MOST_PIXELS

# Names of ISO 32000-1:2008: actions (table 198), annotations (table 169), streams (table 5).
ACTING_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/Renditions", "/RichMediaContent", "/3DD"}
ACTING_ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData"),
    *("/Rendition", "/Movie", "/Sound", "/GoTo3DView", "/RichMediaExecute"),
}
ACTING_ANNOTATIONS = {"/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}
ATTACHING_KEYS = {"/EF", "/EmbeddedFiles", "/Collection"}
ACTIONS_ELSEWHERE = {"/GoToR", "/GoToE"}
STREAM_ELSEWHERE_KEYS = {"/F", "/FFilter", "/FDecodeParms"}

set_qpdf_limits(
    doc_max_warnings=100,
    parser_max_nesting=50,
    parser_max_container_size=MOST_OBJECTS,
    max_stream_filters=3,
    flate_max_memory=MOST_DECODED_BYTES,
    run_length_max_memory=MOST_DECODED_BYTES,
    png_max_memory=MOST_DECODED_BYTES,
    tiff_max_memory=MOST_DECODED_BYTES,
)


def clean_pdf(data: bytes) -> bytes:
    """The same as it was searched: no reader finds another file in it, and none unpacks for long.

    What is filled in or stamped has become part of its page. Raises Refused, and anything for what
    cannot be read.
    """
    body, _, after = data.rpartition(b"%%EOF")
    if body and after.strip(b"\0 \r\n\t"):
        raise Refused(Reason.TWO_IN_ONE)
    try:
        pdf = pikepdf.open(BytesIO(data), attempt_recovery=False, conversion_mode="explicit")
    except pikepdf.PasswordError:
        raise Refused(Reason.LOCKED) from None
    with pdf:
        _refuse(pdf)
        pdf.generate_appearance_streams()
        pdf.flatten_annotations()
        return _written(pdf)


def _refuse(pdf: Pdf) -> None:
    if pdf.is_encrypted:
        raise Refused(Reason.LOCKED)
    if len(pdf.pages) > MOST_PAGES:
        raise Refused(Reason.TOO_MANY_PAGES)
    for page in pdf.pages:
        _refuse_size(page)
    _refuse_opening(pdf.Root)
    for number, one in enumerate(_everything_in(pdf)):
        if number == MOST_OBJECTS:
            raise Refused(Reason.TOO_MUCH_WORK)
        if reason := _against(one):
            raise Refused(reason)


def _refuse_size(page: Page) -> None:
    for box in (page.mediabox, page.cropbox):
        left, bottom, right, top = (float(edge) for edge in box)
        sides = abs(right - left), abs(top - bottom)
        if min(sides) < SHORTEST_SIDE or max(sides) > LONGEST_SIDE:
            raise Refused(Reason.PAGE_TOO_LARGE)


def _refuse_opening(catalog: Object) -> None:
    """A page to begin with is all that opening may do: office programs write one."""
    opening = catalog.get(Name.OpenAction)
    if isinstance(opening, Dictionary) and opening.get(Name.S) != Name.GoTo:
        raise Refused(Reason.ACTIVE)


def _everything_in(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary and stream, whether a page leads to it or not."""
    left = [pdf.trailer, *pdf.objects]
    while left:
        one = left.pop()
        if isinstance(one, (Dictionary, Stream)):
            yield one
            left += _parts(value for _, value in one.items())
        elif isinstance(one, Array):
            left += _parts(one)


def _parts(values: Iterable[Object | None]) -> list[Object]:
    """Those that hold others and stand in no list of their own; null is None."""
    return [
        value
        for value in values
        if isinstance(value, (Array, Dictionary)) and not value.is_indirect
    ]


def _against(one: Object) -> Reason | None:
    """Why a file with this dictionary is refused."""
    keys, action, subtype = set(one.keys()), _name(one, "/S"), _name(one, "/Subtype")
    if keys & ACTING_KEYS or action in ACTING_ACTIONS or subtype in ACTING_ANNOTATIONS:
        return Reason.ACTIVE
    if keys & ATTACHING_KEYS or subtype == "/FileAttachment":
        return Reason.ATTACHMENT
    if action in ACTIONS_ELSEWHERE:
        return Reason.ELSEWHERE
    if isinstance(one, Stream):
        if keys & STREAM_ELSEWHERE_KEYS:
            return Reason.ELSEWHERE
        if subtype == "/Image":
            refuse_too_many_pixels(int(one.Width), int(one.Height))
    return None


def _name(one: Object, key: str) -> str:
    value = one.get(key)
    return str(value) if isinstance(value, Name) else ""


def _written(pdf: Pdf) -> bytes:
    """Streams are packed anew; one that cannot be unpacked within bounds is a warning of qpdf's."""
    known = len(pdf.get_warnings())
    out = BytesIO()
    pdf.save(
        out,
        compress_streams=True,
        recompress_flate=True,
        object_stream_mode=ObjectStreamMode.generate,
        fix_metadata_version=False,
        deterministic_id=True,
    )
    warnings = pdf.get_warnings()[known:]
    if any("memory limit" in warning for warning in warnings):
        raise Refused(Reason.TOO_MUCH_WORK)
    if warnings:
        raise Refused(Reason.DAMAGED)
    return out.getvalue()
