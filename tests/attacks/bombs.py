"""Files of a few megabytes that would be gigabytes, or have no end, to whoever believed them."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

from tests.catalog.pictures.drawn import a_png_that_says_it_is, a_webp_that_says_it_is
from tests.catalog.prices.sheets import HEAD, xlsx
from tests.catalog.prices.test_sheet_files import MAIN, SHEET, with_part
from tests.checkout.prescriptions.files.evil_pdfs import (
    CATALOG,
    ONE_PAGE_TREE,
    PAGE,
    deep_arrays,
    page_tree_in_a_circle,
)

ROW = ["Baclofen", "10 mg", 60, 54]
SIDE = 50_000


def packed(byte: bytes, megabytes: int, *, head: bool = True) -> bytes:
    """So many megabytes of a byte, packed a thousand to one; `head` as PDFs have it, and ZIPs not.

    The same part again and again, so that it takes no time to make; its checksum is a wrong one.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = packer.compress(byte * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return (b"\x78\xda" if head else b"") + part * megabytes + packer.flush() + bytes(4 * head)


def zip_of_ten_gigabytes() -> bytes:
    """In parts, each of which says how large it is; ten megabytes as it lies there."""
    file = BytesIO(xlsx(ROW))
    with ZipFile(file, "a") as archive:
        for number in range(2, 5):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"")
    return _as_if(file.getvalue(), 3_300_000_000)


def _as_if(content: bytes, size: int) -> bytes:
    """The added parts say in the list at the end of the file that they are so large."""
    listed, whole = b"PK\x01\x02", bytearray(content)
    at = content.find(listed)
    while at >= 0:
        [length] = struct.unpack_from("<H", content, at + 28)
        name = content[at + 46 : at + 46 + length]
        if name[-5:-4] in b"234":
            struct.pack_into("<I", whole, at + 24, size)
        at = content.find(listed, at + 1)
    return bytes(whole)


def zip_that_says_it_is_small() -> bytes:
    """Ten gigabytes in one part that says it has a hundred bytes."""
    content = packed(b" ", 10_000, head=False)
    name = SHEET.encode()
    facts = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0, 0, len(content), 100)
    local = b"PK\x03\x04" + facts + struct.pack("<HH", len(name), 0) + name
    listed = b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HH", len(name), 0)
    listed += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, 1, 1, len(listed), len(local) + len(content), 0
    )
    return local + content + listed + end


def laughing_sheet(part: str = "xl/sharedStrings.xml") -> bytes:
    """A thousand million laughs."""
    entities = "".join(
        f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10)
    )
    text = (
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'
    )
    return with_part(xlsx(ROW), part, text.encode())


def one_endless_line(size: int = 10_000_000) -> bytes:
    return ",".join(HEAD).encode() + b"\r\n" + b"a" * (size - 100)


def endless_columns(size: int = 9_000_000) -> bytes:
    return b"," * size


def pdf_whose_table_is_packed(megabytes: int) -> bytes:
    """The table of what stands where unpacks to so much."""
    content = packed(b"\0", megabytes)
    body = b"%PDF-1.5\n1 0 obj" + CATALOG + b"endobj\n2 0 obj" + ONE_PAGE_TREE + b"endobj\n3 0 obj"
    body += PAGE + b"endobj\n"
    facts = b"/Type/XRef/Size 5/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d" % len(content)
    return body + b"4 0 obj<<" + facts + b">>stream\n" + content + _end(len(body))


def pdf_whose_objects_are_packed(megabytes: int) -> bytes:
    """Its page stands among blanks in a stream that unpacks to so much."""
    words = zlib.compressobj(9)
    content = words.compress(b"3 0 " + PAGE) + words.flush(zlib.Z_FULL_FLUSH)
    content += packed(b" ", megabytes, head=False) + bytes(4)
    body, places = b"%PDF-1.5\n", []
    facts = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d" % len(content)
    stream = b"<<%b>>stream\n%b\nendstream\n" % (facts, content)
    for number, one in ((1, CATALOG), (2, ONE_PAGE_TREE), (4, stream)):
        places.append(len(body))
        body += b"%d 0 obj%bendobj\n" % (number, one)
    entries = [(0, 0, 255), (1, places[0], 0), (1, places[1], 0), (2, 4, 0), (1, places[2], 0)]
    table = b"".join(struct.pack(">BIB", *one) for one in (*entries, (1, len(body), 0)))
    facts = b"/Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d" % len(table)
    return body + b"5 0 obj<<" + facts + b">>stream\n" + table + _end(len(body))


def _end(table_at: int) -> bytes:
    return b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table_at


PICTURES = {
    "a PNG of 50,000 x 50,000": lambda: a_png_that_says_it_is(SIDE, SIDE),
    "a WebP of 16,383 x 16,383": lambda: a_webp_that_says_it_is(16_383, 16_383),
}
PDFS = {
    "pages in a circle": page_tree_in_a_circle,
    "arrays without end": deep_arrays,
    "a table of 800 megabytes": lambda: pdf_whose_table_is_packed(800),
    "objects of 800 megabytes": lambda: pdf_whose_objects_are_packed(800),
}
SHEETS = {
    "a ZIP of ten gigabytes": zip_of_ten_gigabytes,
    "a ZIP of ten gigabytes that says it has none": zip_that_says_it_is_small,
    "a thousand million laughs": laughing_sheet,
    "laughs where the rows are": lambda: laughing_sheet(SHEET),
    "a line without an end": one_endless_line,
    "columns without an end": endless_columns,
}
