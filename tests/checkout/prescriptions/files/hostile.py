"""Files that mean harm, or that we cannot use: each with the reason it is refused for."""

from collections.abc import Callable

from pikepdf import Encryption, Name
from PIL import Image

from checkout.prescriptions.files.proven import MOST_BYTES, Reason
from tests.checkout.prescriptions.files.evil_bytes import (
    SCRIPT,
    archive,
    broken_checksum,
    chunk,
    moving_png,
    packed_pixel_bomb,
    packed_zeros,
    pixel_bomb,
    png,
    with_head,
)
from tests.checkout.prescriptions.files.evil_pdfs import (
    attached_file,
    clicking,
    deep_arrays,
    escaped_script,
    extra_pages,
    form_in_xml,
    hidden_script,
    many_objects,
    named_script,
    on_page,
    opening,
    outline_in_a_circle,
    packed_stream,
    page_leaving_script,
    page_tree_in_a_circle,
    picture_of,
    resized,
    stream_elsewhere,
    without_pages,
)
from tests.checkout.prescriptions.files.good import (
    paper,
    pdf,
    photo,
    scan,
    screenshot,
    unpacked_pdf,
    written,
)

HOSTILE: dict[str, tuple[Callable[[], bytes], Reason]] = {
    "nothing at all": (lambda: b"", Reason.EMPTY),
    "null bytes": (lambda: bytes(1000), Reason.OTHER_KIND),
    "one byte too many": (lambda: photo().ljust(MOST_BYTES + 1, b"\0"), Reason.TOO_LARGE),
    "a text": (lambda: b"Baclofen 10 mg, 90 pills\n", Reason.OTHER_KIND),
    "a page of HTML": (lambda: b"<!doctype html>" + SCRIPT, Reason.OTHER_KIND),
    "a program of Windows": (lambda: b"MZ\x90\0" + bytes(200), Reason.OTHER_KIND),
    "a program of Linux": (lambda: b"\x7fELF\x02\x01\x01" + bytes(200), Reason.OTHER_KIND),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", Reason.OTHER_KIND),
    "an archive": (archive, Reason.OTHER_KIND),
    "a drawing that runs a script": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
        Reason.OTHER_PICTURE,
    ),
    "a drawing that calls itself XML": (
        lambda: b'<?xml version="1.0"?>\n<svg onload="alert(1)"/>',
        Reason.OTHER_PICTURE,
    ),
    "a GIF": (lambda: written(paper(), "GIF"), Reason.OTHER_PICTURE),
    "a GIF that is a JAR": (lambda: written(paper(), "GIF") + archive(), Reason.OTHER_PICTURE),
    "a TIFF": (lambda: written(paper(), "TIFF"), Reason.OTHER_PICTURE),
    "a BMP": (lambda: written(paper(), "BMP"), Reason.OTHER_PICTURE),
    "a WebP": (lambda: written(paper(), "WEBP"), Reason.OTHER_PICTURE),
    "a photo in HEIC": (lambda: b"\0\0\0\x18ftypheic" + bytes(100), Reason.HEIC),
    "a JPEG that ends too early": (lambda: photo()[:-2000], Reason.DAMAGED),
    "a JPEG that only begins": (lambda: b"\xff\xd8\xff\xe0", Reason.DAMAGED),
    "a JPEG that is an archive": (lambda: photo() + archive(), Reason.TWO_IN_ONE),
    "a JPEG that is a RAR": (lambda: photo() + b"Rar!\x1a\x07\x01\0", Reason.TWO_IN_ONE),
    "a JPEG that is a PDF": (lambda: with_head(photo(), pdf()), Reason.TWO_IN_ONE),
    "a JPEG that is a page of HTML": (
        lambda: with_head(photo(), b"<HTML>" + SCRIPT),
        Reason.TWO_IN_ONE,
    ),
    "a JPEG of too many pixels": (
        lambda: written(Image.new("L", (8000, 7000)), "JPEG"),
        Reason.TOO_MANY_PIXELS,
    ),
    "a PNG with ten billion pixels by its header": (pixel_bomb, Reason.TOO_MANY_PIXELS),
    "a PNG with sixty million real pixels": (packed_pixel_bomb, Reason.TOO_MANY_PIXELS),
    "a PNG that is too wide": (lambda: png(20_001, 1, chunk(b"IDAT", b"")), Reason.TOO_MANY_PIXELS),
    "a PNG whose note unpacks to ten megabytes": (
        lambda: png(1, 1, chunk(b"zTXt", b"note\0\0" + packed_zeros(10))),
        Reason.DAMAGED,
    ),
    "a PNG with a wrong checksum": (broken_checksum, Reason.DAMAGED),
    "a PNG that ends too early": (lambda: screenshot()[:-500], Reason.DAMAGED),
    "a PNG without pixels": (lambda: png(0, 0, chunk(b"IDAT", b"")), Reason.DAMAGED),
    "a PNG that moves": (moving_png, Reason.ANIMATED),
    "a PDF that ends too early": (lambda: scan()[:-2000], Reason.DAMAGED),
    "a PDF that only begins": (lambda: b"%PDF-1.7\n", Reason.DAMAGED),
    "a PDF behind something else": (lambda: b"\n" + pdf(), Reason.OTHER_KIND),
    "a PDF that is an archive": (lambda: pdf() + archive(), Reason.TWO_IN_ONE),
    "a PDF with a program behind it": (lambda: pdf() + b"MZ\x90\0", Reason.TWO_IN_ONE),
    "a PDF that is a page of HTML": (
        lambda: pdf().replace(b"\n", b"\n%<html>" + SCRIPT + b"\n", 1),
        Reason.TWO_IN_ONE,
    ),
    "a PDF of no pages": (lambda: pdf(without_pages), Reason.DAMAGED),
    "a PDF of eleven pages": (lambda: pdf(extra_pages(11)), Reason.TOO_MANY_PAGES),
    "a PDF of a thousand pages": (lambda: pdf(extra_pages(1000)), Reason.TOO_MANY_PAGES),
    "a PDF of too many objects": (lambda: pdf(many_objects), Reason.TOO_MUCH_WORK),
    "a page as large as a field": (lambda: pdf(resized(14_401, 100)), Reason.PAGE_TOO_LARGE),
    "a page without a height": (lambda: pdf(resized(600, 0)), Reason.PAGE_TOO_LARGE),
    "a PDF with a password": (
        lambda: pdf(encryption=Encryption(user="secret", owner="secret")),
        Reason.LOCKED,
    ),
    "a PDF locked against changes": (
        lambda: pdf(encryption=Encryption(user="", owner="secret")),
        Reason.LOCKED,
    ),
    "a script of the whole PDF": (lambda: pdf(named_script), Reason.ACTIVE),
    "a script where a PDF opens": (
        lambda: pdf(opening(S=Name.JavaScript, JS="app.alert(1)")),
        Reason.ACTIVE,
    ),
    "a script in other letters": (escaped_script, Reason.ACTIVE),
    "a script where nobody looks": (lambda: pdf(hidden_script), Reason.ACTIVE),
    "a deed where a page is left": (lambda: pdf(page_leaving_script), Reason.ACTIVE),
    "an address a PDF opens": (
        lambda: pdf(opening(S=Name.URI, URI="https://example.com")),
        Reason.ACTIVE,
    ),
    "a program a PDF starts": (lambda: pdf(clicking("/Launch", F="cmd.exe")), Reason.ACTIVE),
    "a form that sends itself": (
        lambda: pdf(clicking("/SubmitForm", F="https://example.com")),
        Reason.ACTIVE,
    ),
    "a form in XML": (lambda: pdf(form_in_xml), Reason.ACTIVE),
    "a film": (lambda: pdf(on_page(Subtype=Name.RichMedia)), Reason.ACTIVE),
    "a model in three dimensions": (lambda: pdf(on_page(Subtype=Name("/3D"))), Reason.ACTIVE),
    "a file within a PDF": (lambda: pdf(attached_file), Reason.ATTACHMENT),
    "a file pinned to a page": (
        lambda: pdf(on_page(Subtype=Name.FileAttachment)),
        Reason.ATTACHMENT,
    ),
    "a link into another file": (
        lambda: pdf(clicking("/GoToR", F="//evil.example/share")),
        Reason.ELSEWHERE,
    ),
    "a page whose content lies elsewhere": (
        lambda: unpacked_pdf(stream_elsewhere),
        Reason.ELSEWHERE,
    ),
    "a picture of too many pixels in a PDF": (
        lambda: pdf(picture_of(30_000, 30_000)),
        Reason.TOO_MANY_PIXELS,
    ),
    "a stream that unpacks without bounds": (
        lambda: unpacked_pdf(packed_stream(160)),
        Reason.TOO_MUCH_WORK,
    ),
    "a stream packed twice": (
        lambda: unpacked_pdf(packed_stream(160, times=2)),
        Reason.TOO_MUCH_WORK,
    ),
    "a tree of pages in a circle": (page_tree_in_a_circle, Reason.DAMAGED),
    "an outline in a circle": (lambda: pdf(outline_in_a_circle), Reason.ACTIVE),
    "arrays in arrays without end": (deep_arrays, Reason.DAMAGED),
}
