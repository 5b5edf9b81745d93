"""A PDF comes out with its pages and nothing else, and as pictures for a screen."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from checkout.prescriptions.files.page_pictures import LONGEST_SIDE
from checkout.prescriptions.files.proven import MOST_PAGES, Kind
from checkout.prescriptions.files.prover import prove
from tests.checkout.prescriptions.files.evil_pdfs import (
    clicking,
    extra_pages,
    plain_pdf,
    resized,
)
from tests.checkout.prescriptions.files.good import (
    camera_notes,
    colours,
    filled_in_form,
    pdf,
    pdf_of_photo,
    photo,
    scan,
    size_of,
)

DECODED = pikepdf.StreamDecodeLevel.generalized
UPPER_LEFT, UPPER_RIGHT = (0.1, 0.1), (0.9, 0.1)


def opened(data: bytes) -> Pdf:
    return pikepdf.open(BytesIO(data))


def page_keys(data: bytes) -> set[str]:
    """What is left of the first page."""
    with opened(data) as clean:
        return set(clean.pages[0].keys())


def test_a_scan_of_two_pages_looks_the_same():
    proven = prove(scan(pages=2))
    assert proven.kind == Kind.PDF
    assert len(opened(proven.data).pages) == len(proven.pages) == 2
    for page in proven.pages:
        assert colours(page, UPPER_LEFT, UPPER_RIGHT) == ["red", "white"]


def test_a_clean_pdf_is_proven_again():
    once = prove(scan()).data
    assert len(prove(once).pages) == 2


def test_a_pdf_may_have_ten_pages():
    assert len(prove(pdf(extra_pages(MOST_PAGES))).pages) == MOST_PAGES


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [
        (595, 842, (1654, LONGEST_SIDE)),
        (14_400, 7_200, (LONGEST_SIDE, LONGEST_SIDE // 2)),
        (72, 144, (300, 600)),
    ],
)
def test_a_page_of_any_size_becomes_a_picture_that_can_be_read(width, height, shown):
    (page,) = prove(pdf(resized(width, height))).pages
    assert size_of(page) == pytest.approx(shown, abs=1)


def test_a_page_that_takes_its_size_from_the_tree_keeps_it():
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 144 72]>>"
    inherits = plain_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Page/Parent 2 0 R/Resources<<>>>>"
    )
    (page,) = prove(inherits).pages
    assert size_of(page) == (600, 300)


def test_what_was_filled_in_stays_on_the_page():
    proven = prove(filled_in_form())
    assert colours(proven.pages[0], (0.3, 0.22), (0.8, 0.8)) == ["black", "white"]
    assert "/Annots" not in page_keys(proven.data)
    assert "/AcroForm" not in opened(proven.data).Root


def test_a_page_to_begin_with_is_no_harm():
    """LibreOffice writes one into every PDF."""

    def begin(made: Pdf) -> None:
        made.Root.OpenAction = Array([made.pages[0].obj, Name.XYZ, None, None, 0])

    assert "/OpenAction" not in opened(prove(pdf(begin)).data).Root


def test_a_link_to_a_website_is_no_harm_and_goes():
    clean = prove(pdf(clicking("/URI", URI="https://example.com/ada"))).data
    assert "/Annots" not in page_keys(clean)
    assert b"example" not in unpacked(clean)


def noted(made: Pdf) -> None:
    """Whose it is, said in every place there is."""
    made.docinfo["/Author"] = "Ada"
    with made.open_metadata() as notes:
        notes["dc:creator"] = ["Ada"]
    made.Root.PieceInfo = Dictionary(Ada=Dictionary())
    made.pages[0].WrittenFor = "Ada"
    picture = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    picture.Metadata = made.make_stream(b"Ada")
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Picture=picture))


def unpacked(data: bytes) -> bytes:
    """A PDF with everything in it readable."""
    with opened(data) as clean:
        out = BytesIO()
        clean.save(out, qdf=True, compress_streams=False, stream_decode_level=DECODED)
    return out.getvalue()


def test_nobody_is_named_in_a_clean_pdf():
    data = pdf(noted)
    clean = prove(data).data
    assert b"Ada" in unpacked(data)
    assert b"Ada" not in unpacked(clean)
    assert page_keys(clean) <= {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}


def test_a_photo_inside_a_pdf_loses_its_notes_and_no_pixel():
    proven = prove(pdf_of_photo(photo(exif=camera_notes("Nikon of Ada"), comment=b"Ada")))
    with opened(proven.data) as clean:
        kept = clean.pages[0].Resources.XObject.Photo.read_raw_bytes()
    assert b"Ada" not in kept
    assert kept == photo()
    assert colours(proven.pages[0], UPPER_LEFT, UPPER_RIGHT) == ["red", "white"]
