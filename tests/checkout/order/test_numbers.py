"""Order numbers: random, and read however they were typed."""

import pytest

from checkout.order.numbers import ALPHABET, as_number, new_number


def test_numbers_do_not_repeat_and_have_no_letters_that_look_alike():
    numbers = {new_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert set("".join(numbers)) <= {*ALPHABET, "-"}
    assert not set("01ILOU") & set(ALPHABET)


@pytest.mark.parametrize("said", ["R7KQ-2MXA", "r7kq2mxa", " r7kq 2mxa ", "R7-KQ-2M-XA"])
def test_a_number_is_read_however_it_was_typed(said):
    assert as_number(said) == "R7KQ-2MXA"


@pytest.mark.parametrize("said", ["", "Example", "R7KQ", "R7KQ-2MX0", "sam@example.com"])
def test_what_is_no_number_stays_as_it_is(said):
    assert as_number(said) == said
