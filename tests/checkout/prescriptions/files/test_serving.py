"""A private file, through every middleware: a browser may show it, and nothing else."""

import pytest
from django.urls import path

from checkout.prescriptions.files.serving import private_picture
from tests.checkout.prescriptions.files.good import photo

urlpatterns = [path("photo/", lambda request: private_picture(photo()))]


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = __name__


def test_no_browser_runs_frames_lends_or_keeps_it(client):
    headers = client.get("/photo/").headers
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
