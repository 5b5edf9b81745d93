"""A name is compared as people mean it, not as they type it."""

import pytest

from checkout.prescriptions.same_person import as_compared


@pytest.mark.parametrize(
    "written", ["Zoë O'Hara-Lee", "zoe  ohara lee", " ZOË O’HARA LEE ", "Zoe\u0308 O'Hara-Lee"]
)
def test_one_person_written_in_many_ways(written):
    assert as_compared(written) == "zoe ohara lee"


def test_other_letters_are_letters_too():
    assert as_compared("Ольга Иванова") == "ольга иванова"
    assert as_compared("Weiß") == as_compared("WEISS") == "weiss"
    assert as_compared("Anna Lind") != as_compared("Anna Lund")


def test_a_name_of_letters_that_are_several_is_compared_as_far_as_a_name_goes():
    assert as_compared("ﬃ" * 255) == "ffi" * 85
