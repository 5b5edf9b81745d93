"""The prover's process: it answers as `prove` does, and takes nothing with it when it dies."""

import time

import pytest

from checkout.prescriptions.files import proving
from checkout.prescriptions.files.proven import MOST_BYTES, Reason, Refused
from checkout.prescriptions.files.prover import prove
from checkout.prescriptions.files.proving import prove_apart
from tests.checkout.prescriptions.files.evil_pdfs import laughing
from tests.checkout.prescriptions.files.good import (
    camera_notes,
    filled_in_form,
    photo,
    scan,
    screenshot,
    unpacked_pdf,
)


@pytest.fixture
def prover(monkeypatch):
    """Another program in the prover's place."""

    def instead(program: str) -> None:
        monkeypatch.setattr(proving, "PROVER", ("-c", program))

    return instead


def refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as refused:
        prove_apart(data)
    return refused.value.reason


@pytest.mark.parametrize(
    "data",
    [photo(exif=camera_notes()), screenshot(), scan(), filled_in_form()],
    ids=["photo", "screenshot", "scan", "form"],
)
def test_a_good_file_is_proven_apart_as_it_is_here(data):
    assert prove_apart(data) == prove(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", Reason.EMPTY), (b"text", Reason.OTHER_KIND), (photo()[:-900], Reason.DAMAGED)],
)
def test_a_refusal_comes_back_with_its_reason(data, reason):
    assert refusal(data) == reason


def test_a_file_that_is_too_large_starts_no_process(prover):
    prover("raise SystemExit")
    assert refusal(bytes(MOST_BYTES + 1)) == Reason.TOO_LARGE


def test_a_pdf_that_would_be_drawn_for_hours_is_given_up(monkeypatch):
    monkeypatch.setattr(proving, "SECONDS", 1)
    began = time.monotonic()
    assert refusal(unpacked_pdf(laughing)) == Reason.TOO_MUCH_WORK
    assert time.monotonic() - began < 6


def test_a_prover_that_answers_too_late_is_not_waited_for(prover, monkeypatch):
    monkeypatch.setattr(proving, "SECONDS", 1)
    prover("import time; time.sleep(30); print('refused empty')")
    assert refusal(b"%PDF-1.7") == Reason.TOO_MUCH_WORK


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.kill(os.getpid(), 11)",
        "import sys; sys.stdin.buffer.read(); print('proven jpeg 10 10'); print('short')",
        "import sys; sys.stdin.buffer.read(); print('proven exe 1'); print()",
        "import sys; sys.stdin.buffer.read(); print('refused for no reason')",
        "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'\\xff\\xfe')",
        "import sys; sys.stdin.buffer.read()",
    ],
)
def test_a_prover_that_dies_or_talks_nonsense_has_refused(prover, program):
    prover(program)
    assert refusal(bytes(5_000_000)) == Reason.TOO_MUCH_WORK


def test_a_prover_that_never_stops_talking_is_ended(prover, monkeypatch):
    monkeypatch.setattr(proving, "MOST_ANSWERED_BYTES", 1000)
    monkeypatch.setattr(proving, "SECONDS", 6)
    prover("import sys\nwhile True: sys.stdout.write('proven')")
    began = time.monotonic()
    assert refusal(b"") == Reason.TOO_MUCH_WORK
    assert time.monotonic() - began < 5


def test_the_prover_learns_nothing_of_the_shops_secrets(prover, monkeypatch):
    monkeypatch.setenv("FILE_KEYS", "secret")
    prover("import os, sys; sys.exit('FILE_KEYS' in os.environ)")
    with proving._prover() as child:
        child.stdin.close()
        assert child.wait() == 0
