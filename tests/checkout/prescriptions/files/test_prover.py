"""A file is taken for what is seen in it, or refused; nothing else happens."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkout.prescriptions.files.kinds import TAKEN
from checkout.prescriptions.files.proven import Refused
from checkout.prescriptions.files.prover import prove
from tests.checkout.prescriptions.files.evil_pdfs import clicking
from tests.checkout.prescriptions.files.good import (
    camera_notes,
    filled_in_form,
    paper,
    pdf,
    scan,
    written,
)
from tests.checkout.prescriptions.files.hostile import HOSTILE

SMALL = [
    written(paper(60, 80), "JPEG", exif=camera_notes()),
    written(paper(60, 80), "JPEG", progressive=True),
    written(paper(60, 80), "PNG"),
    written(paper(60, 80).quantize(), "PNG"),
    filled_in_form(),
    pdf(clicking("/URI", URI="https://example.com")),
    scan(pages=1),
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_for_what_it_is(name):
    make, reason = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        prove(make())
    assert refused.value.reason == reason


@settings(max_examples=300)
@given(st.sampled_from(sorted(TAKEN)), st.binary(max_size=300))
def test_whatever_follows_the_mark_of_a_file_it_is_proven_or_refused(mark, rest):
    with contextlib.suppress(Refused):
        prove(mark + rest)


@settings(max_examples=200)
@given(st.sampled_from(SMALL), st.data())
def test_whatever_is_changed_in_a_good_file_it_is_proven_or_refused(good, draw):
    changed = bytearray(good)
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(good) - 1))
        length = draw.draw(st.integers(0, 8))
        changed[at : at + length] = draw.draw(st.binary(max_size=8))
    with contextlib.suppress(Refused):
        assert prove(bytes(changed)).pages
