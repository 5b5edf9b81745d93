"""A private file, through every middleware: a browser may show it, and nothing else."""

import pytest
from django.urls import path

from checkout.prescriptions.files.proven import Kind
from checkout.prescriptions.files.serving import private_file
from tests.checkout.prescriptions.files.good import photo, scan

urlpatterns = [
    path("photo/", lambda request: private_file(photo(), Kind.JPEG)),
    path("pdf/", lambda request: private_file(scan(), Kind.PDF)),
]


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize("address", ["/photo/", "/pdf/"])
def test_no_browser_runs_frames_lends_or_keeps_it(client, address):
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store, private"
    assert "ETag" not in headers
    assert "Set-Cookie" not in headers


def test_a_photo_is_shown(client):
    response = client.get("/photo/")
    assert response.content == photo()
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Disposition"] == 'inline; filename="page.jpg"'


def test_a_pdf_is_saved_under_a_name_that_says_nothing(client):
    response = client.get("/pdf/")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="pages.pdf"'
