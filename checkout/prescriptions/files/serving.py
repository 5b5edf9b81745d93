"""Answers with a private file so that no browser runs, frames, lends or keeps it."""

from django.http import HttpResponse

from checkout.prescriptions.files.proven import Kind

# A browser's own PDF reader is shut out by `sandbox`, so a PDF is saved and its pages are shown.
SHOWN_AS = {
    Kind.JPEG: ("image/jpeg", 'inline; filename="page.jpg"'),
    Kind.PDF: ("application/pdf", 'attachment; filename="pages.pdf"'),
}


def private_file(data: bytes, kind: Kind) -> HttpResponse:
    """The file as a response; who may have it was decided before. Never the patient's file name."""
    content_type, disposition = SHOWN_AS[kind]
    return HttpResponse(
        data,
        content_type=content_type,
        headers={
            "Content-Disposition": disposition,
            "Cache-Control": "no-store, private",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        },
    )
