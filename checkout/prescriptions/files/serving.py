"""Answers with a private picture so that no browser runs, frames, lends or keeps it."""

from django.http import HttpResponse


def private_picture(data: bytes) -> HttpResponse:
    """A JPEG as a response; who may have it was decided before. Never the patient's file name."""
    return HttpResponse(
        data,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": 'inline; filename="page.jpg"',
            "Cache-Control": "no-store, private",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        },
    )
