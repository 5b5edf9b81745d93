"""How files come in: what is too large for its page is let go, and the rest of the form stays."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from catalog import uploads
from catalog.uploads import left_out, was_left_out
from checkout.prescriptions.files import proven


def sent(*sizes, **view):
    """A form of files of so many bytes, to a view with these attributes."""
    files = [SimpleUploadedFile(f"{size}.pdf", bytes(size)) for size in sizes]
    request = RequestFactory().post("/", {"note": "kept", "file": files})
    request.resolver_match = SimpleNamespace(func=SimpleNamespace(**view))
    assert request.POST["note"] == "kept"
    return request


def test_what_is_too_large_is_left_out_and_named_and_all_else_is_here(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    request = sent(5, 101, 100)
    assert [file.size for file in request.FILES.getlist("file")] == [5, 100]
    assert left_out(request) == ["101.pdf"]
    assert was_left_out(request)


def test_of_what_is_small_enough_nothing_is_left_out():
    request = sent(5)
    assert left_out(request) == []
    assert not was_left_out(request)


@pytest.mark.parametrize(("most", "is_left_out"), [(101, False), (100, True), (5, True)])
def test_a_view_may_have_a_limit_of_its_own(monkeypatch, most, is_left_out):
    monkeypatch.setattr(uploads, "MOST_BYTES", 50)
    assert was_left_out(sent(101, most_upload_bytes=most)) == is_left_out


def test_a_prescriptions_file_may_be_as_large_as_any():
    """The prover knows no Django, so that each has a number of its own."""
    assert proven.MOST_BYTES == uploads.MOST_BYTES
