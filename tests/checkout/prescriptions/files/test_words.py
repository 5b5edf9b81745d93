"""Whoever's file is refused is told what is wrong with it and what to do."""

import pytest

from checkout.prescriptions.files.photos import MOST_PIXELS
from checkout.prescriptions.files.proven import Reason
from checkout.prescriptions.files.words import CANNOT_CHECK, words_for


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_words_that_say_what_to_do(reason):
    first, *rest = words_for(reason).split(". ")
    assert first
    assert rest, "what is wrong is told, and not what to do"
    assert not {"invalid", "please"} & set(words_for(reason).lower().split())


def test_the_words_name_the_limits_the_prover_keeps():
    assert "larger than 10 MB" in words_for(Reason.TOO_LARGE)
    assert "10 pages" in words_for(Reason.TOO_MANY_PAGES)
    assert f"{MOST_PIXELS // 1_000_000} megapixels" in words_for(Reason.TOO_MANY_PIXELS)


def test_who_cannot_be_helped_now_is_told_of_later():
    assert "add the file later" in str(CANNOT_CHECK)
