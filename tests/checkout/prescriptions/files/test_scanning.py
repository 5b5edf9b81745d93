"""ClamAV is asked where there is one; while it does not answer, nothing is taken."""

import pytest
from django.db import transaction

from checkout.prescriptions.files import scanning
from checkout.prescriptions.files.proven import Reason, Refused
from checkout.prescriptions.files.scanning import ScannerAway, scan, scanner_problem
from tests.checkout.prescriptions.files.clamd import EICAR, running_scanner
from tests.checkout.prescriptions.files.good import photo

pytestmark = pytest.mark.django_db


def test_a_clean_file_is_scanned_whole(scanner):
    scan(photo())
    assert scanner.scanned == [photo()]


def test_an_infected_file_is_refused(scanner):
    with pytest.raises(Refused) as refused:
        scan(photo() + EICAR)
    assert refused.value.reason == Reason.INFECTED


def test_a_scanner_on_a_unix_socket_is_asked_as_well(settings, tmp_path):
    with running_scanner(tmp_path / "clamd.sock") as scanner:
        settings.CLAMD = scanner.address
        scan(b"clean")
        assert scanner.scanned == [b"clean"]
        assert scanner_problem() == ""


@pytest.mark.parametrize(
    "answer",
    [b"INSTREAM size limit exceeded. ERROR", b"stream: Can't allocate memory ERROR", b"OK", b" "],
)
def test_an_answer_that_is_not_to_the_point_leaves_the_file_unscanned(scanner, answer, caplog):
    scanner.says = answer
    with pytest.raises(ScannerAway):
        scan(photo())
    assert "The virus scanner answered" in caplog.text


def test_a_scanner_that_is_gone_is_said_so_and_logged(settings, caplog):
    with running_scanner() as scanner:
        settings.CLAMD = scanner.address
    with pytest.raises(ScannerAway):
        scan(photo())
    assert "The virus scanner does not answer" in caplog.text
    assert scanner_problem() == "no file is taken: the scanner of CLAMD_URL does not answer"


def test_a_scanner_that_hangs_is_not_waited_for_long(scanner, monkeypatch):
    monkeypatch.setattr(scanning, "SCAN_SECONDS", 0.1)
    scanner.is_silent = True
    with pytest.raises(ScannerAway):
        scan(photo())


def test_a_scanner_that_answers_a_letter_at_a_time_is_not_waited_for_longer(scanner, monkeypatch):
    monkeypatch.setattr(scanning, "SCAN_SECONDS", 0.3)
    scanner.drips = True
    with pytest.raises(ScannerAway):
        scan(photo())


def test_without_a_scanner_nothing_is_scanned(settings):
    settings.CLAMD = ""
    scan(EICAR)
    assert scanner_problem() == "files are not scanned for viruses: CLAMD_URL is not set"


def test_a_scanner_that_answers_is_no_problem(scanner):
    assert scanner_problem() == ""


def test_nothing_of_ours_is_locked_while_a_scanner_is_waited_for(scanner):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        scan(photo())
    assert scanner.scanned == []
