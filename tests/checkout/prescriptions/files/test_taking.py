"""One verb takes a file: all of it is kept, or nothing."""

import pytest

from checkout.prescriptions.files import vault
from checkout.prescriptions.files.proven import Kind, Reason, Refused
from checkout.prescriptions.files.prover import prove
from checkout.prescriptions.files.scanning import ScannerAway
from checkout.prescriptions.files.taking import discard, take
from tests.checkout.prescriptions.files.clamd import EICAR
from tests.checkout.prescriptions.files.good import photo, scan

pytestmark = pytest.mark.django_db


def kept_files(folder):
    return [place for place in folder.rglob("*") if place.is_file()]


def test_of_a_photo_the_clean_one_is_kept(vault_folder):
    taken = take(photo())
    (clean,) = prove(photo()).pages
    assert (taken.kind, taken.bytes, taken.pages) == (Kind.JPEG, len(clean), (taken.name,))
    assert vault.read(taken.name) == clean
    assert len(kept_files(vault_folder)) == 1


def test_of_a_pdf_a_picture_of_each_page_is_kept_and_nothing_else(vault_folder):
    taken = take(scan(pages=2))
    clean = prove(scan(pages=2)).pages
    assert (taken.kind, taken.bytes) == (Kind.PDF, sum(map(len, clean)))
    assert tuple(vault.read(page) for page in taken.pages) == clean
    assert len(kept_files(vault_folder)) == 2


def test_what_is_scanned_is_what_the_patient_sent(vault_folder, scanner):
    take(photo())
    assert scanner.scanned == [photo()]


def test_of_a_refused_file_nothing_is_kept(vault_folder, scanner):
    with pytest.raises(Refused) as refused:
        take(b"text")
    assert refused.value.reason == Reason.OTHER_KIND
    with pytest.raises(Refused) as refused:
        take(photo(comment=EICAR))
    assert refused.value.reason == Reason.INFECTED
    assert kept_files(vault_folder) == []


def test_what_cannot_be_scanned_is_not_kept(vault_folder, scanner):
    scanner.says = b"ERROR"
    with pytest.raises(ScannerAway):
        take(photo())
    assert kept_files(vault_folder) == []


def test_a_file_whose_last_page_cannot_be_kept_leaves_nothing(vault_folder, monkeypatch):
    keep, kept = vault.keep, []

    def keep_two(data: bytes) -> str:
        if len(kept) == 2:
            raise OSError(28, "No space left on device")
        kept.append(keep(data))
        return kept[-1]

    monkeypatch.setattr(vault, "keep", keep_two)
    with pytest.raises(OSError, match="No space left"):
        take(scan(pages=3))
    assert len(kept) == 2
    assert kept_files(vault_folder) == []


def test_what_was_taken_can_be_discarded_whole(vault_folder):
    discard(take(scan(pages=2)))
    assert kept_files(vault_folder) == []
