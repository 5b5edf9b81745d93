"""Of a PDF come out pictures of its pages, as they are read, and nothing else."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from checkout.prescriptions.files.photos import KEPT_SIDE
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
    unpacked_pdf,
)

UPPER_LEFT, UPPER_RIGHT = (0.1, 0.1), (0.9, 0.1)


def test_a_scan_of_two_pages_looks_the_same():
    proven = prove(scan(pages=2))
    assert proven.kind == Kind.PDF
    assert len(proven.pages) == 2
    for page in proven.pages:
        assert colours(page, UPPER_LEFT, UPPER_RIGHT) == ["red", "white"]


def test_a_pdf_may_have_ten_pages():
    assert len(prove(pdf(extra_pages(MOST_PAGES))).pages) == MOST_PAGES


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [
        (595, 842, (2120, KEPT_SIDE)),
        (14_400, 7_200, (KEPT_SIDE, KEPT_SIDE // 2)),
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


def test_what_was_filled_in_is_seen():
    (page,) = prove(filled_in_form()).pages
    assert colours(page, (0.3, 0.22), (0.8, 0.8)) == ["black", "white"]


def begin(made: Pdf) -> None:
    """At a page, as LibreOffice writes into every PDF."""
    made.Root.OpenAction = Array([made.pages[0].obj, Name.XYZ, None, None, 0])


def outlined(made: Pdf) -> None:
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Ada", 0))


@pytest.mark.parametrize("change", [begin, outlined, clicking("/URI", URI="https://example.com")])
def test_where_to_begin_an_outline_and_a_link_are_no_harm(change):
    assert prove(pdf(change)).pages == prove(pdf()).pages


def noted(made: Pdf) -> None:
    """Whose it is, said in every place a PDF has for it and in some that it has not."""
    made.docinfo["/Author"] = "Ada"
    with made.open_metadata() as notes:
        notes["dc:creator"] = ["Ada"]
    made.Root.PieceInfo = Dictionary(Ada=Dictionary())
    page = made.pages[0]
    page.WrittenFor = "Ada"
    picture = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    picture.Metadata = made.make_stream(b"Ada")
    page.Resources = Dictionary(XObject=Dictionary(Picture=picture))
    page.Resources.Properties = Dictionary(Note=Dictionary(Of="Ada"))
    page.Contents = made.make_stream(b"/Span <</ActualText (Ada)>> BDC EMC % of Ada")


def test_nobody_is_named_in_the_picture_of_a_page():
    """Where nothing of a PDF is seen, nothing is left: the same bytes as of an empty page."""
    data = unpacked_pdf(noted)
    assert data.count(b"Ada") >= 7
    assert prove(data).pages == prove(pdf()).pages


@pytest.mark.parametrize("packed", [False, True])
def test_a_photo_inside_a_pdf_loses_its_notes_however_it_is_packed(packed):
    noted_photo = photo(exif=camera_notes("Nikon of Ada"), comment=b"Ada")
    (page,) = prove(pdf_of_photo(noted_photo, packed=packed)).pages
    assert b"Ada" not in page
    assert b"Exif" not in page
    assert colours(page, UPPER_LEFT, UPPER_RIGHT) == ["red", "white"]
