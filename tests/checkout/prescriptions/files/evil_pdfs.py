"""What makes a PDF hostile: changes to a good one, and some that are written by hand."""

import zlib
from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.checkout.prescriptions.files.evil_bytes import packed_zeros
from tests.checkout.prescriptions.files.good import A4

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE_TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"


def extra_pages(number: int) -> Callable[[Pdf], object]:
    def add(made: Pdf) -> None:
        for _ in range(number - 1):
            made.add_blank_page(page_size=A4)

    return add


def without_pages(made: Pdf) -> None:
    del made.pages[0]


def resized(width: float, height: float) -> Callable[[Pdf], object]:
    def resize(made: Pdf) -> None:
        made.pages[0].MediaBox = Array([0, 0, width, height])

    return resize


def opening(**action: object) -> Callable[[Pdf], object]:
    """Acts as soon as it is opened."""

    def add(made: Pdf) -> None:
        made.Root.OpenAction = Dictionary(**action)

    return add


def on_page(**annotation: object) -> Callable[[Pdf], object]:
    """Acts where somebody clicks, or is a film to play."""

    def add(made: Pdf) -> None:
        made.pages[0].Annots = Array(
            [
                made.make_indirect(
                    Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **annotation)
                )
            ]
        )

    return add


def clicking(action: str, **details: object) -> Callable[[Pdf], object]:
    return on_page(Subtype=Name.Link, A=Dictionary(S=Name(action), **details))


def named_script(made: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", script])))


def page_leaving_script(made: Pdf) -> None:
    made.pages[0].AA = Dictionary(C=Dictionary(S=Name.URI, URI="https://example.com"))


def hidden_script(made: Pdf) -> None:
    """Deep in what no reader looks at."""
    script = made.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    made.pages[0].Resources = Dictionary(Properties=Dictionary(a=Array([Array([script])])))


def escaped_script() -> bytes:
    """The same names in other letters."""
    opening = b"/OpenAction<</S/Jav#61Scrip#74/#4aS(app.alert(1))>>"
    return plain_pdf(b"<</Type/Catalog/Pages 2 0 R" + opening + b">>", ONE_PAGE_TREE, PAGE)


def attached_file(made: Pdf) -> None:
    made.attachments["order.exe"] = b"MZ\x90"


def form_in_xml(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(made, b"<xdp/>"))


def stream_elsewhere(made: Pdf) -> None:
    outside = Stream(made, b"")
    outside.F = Dictionary(Type=Name.Filespec, F="/etc/passwd")
    made.pages[0].Contents = outside


def packed_stream(megabytes: int, times: int = 1) -> Callable[[Pdf], object]:
    def add(made: Pdf) -> None:
        packed, filters = packed_zeros(megabytes), [Name.FlateDecode]
        for _ in range(times - 1):
            packed, filters = zlib.compress(packed, 9), [*filters, Name.FlateDecode]
        content = Stream(made, packed)
        content.Filter = Array(filters)
        made.pages[0].Contents = content

    return add


def picture_of(width: int, height: int) -> Callable[[Pdf], object]:
    def add(made: Pdf) -> None:
        image = Stream(made, b"")
        image.Type, image.Subtype, image.Width, image.Height = (
            Name.XObject,
            Name.Image,
            width,
            height,
        )
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        made.pages[0].Resources = Dictionary(XObject=Dictionary(i=image))

    return add


def page_tree_in_a_circle() -> bytes:
    return plain_pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")


def outline_in_a_circle(made: Pdf) -> None:
    """Cannot be walked to an end; its script is found all the same."""
    entry = made.make_indirect(Dictionary(Title="again"))
    entry.First = entry.Next = entry
    entry.A = Dictionary(S=Name.JavaScript, JS="1")
    made.Root.Outlines = made.make_indirect(Dictionary(Type=Name.Outlines, First=entry))


def deep_arrays() -> bytes:
    deep = b"/Deep" + b"[" * 9999 + b"]" * 9999
    return plain_pdf(CATALOG, ONE_PAGE_TREE, PAGE.replace(b"/MediaBox", deep + b"/MediaBox"))


def plain_pdf(*objects: bytes) -> bytes:
    """A PDF written by hand: no library would write what we need. The first object is its root."""
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    count = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"".join(
        (
            body,
            b"xref\n0 %d\n0000000000 65535 f \n" % count,
            table,
            b"trailer\n<</Size %d/Root 1 0 R>>\n" % count,
            b"startxref\n%d\n%%%%EOF\n" % len(body),
        )
    )


def many_objects(made: Pdf) -> None:
    made.Root.Many = Array(made.make_indirect(Dictionary(a=Array([i]))) for i in range(51_000))


def laughing(made: Pdf) -> None:
    """Ten drawings of ten drawings of ten ... drawings: ten thousand million lines."""
    inner = Stream(made, b"0 0 m 500 500 l S " * 10)
    for _ in range(9):
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, *A4])
        within, inner = inner, Stream(made, b"/X Do " * 10)
        inner.Resources = Dictionary(XObject=Dictionary(X=within))
    made.pages[0].Resources, made.pages[0].Contents = inner.Resources, inner
