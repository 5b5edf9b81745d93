"""Signs without width or shape are not there, whatever is done with a text."""

import pytest

from catalog.unseen import says_something, without_unseen


@pytest.mark.parametrize("sign", list("\u200b\u200d\u2060\ufeff\u00ad\u202e\u3164\u2800"))
def test_what_nobody_sees_is_not_there(sign):
    assert without_unseen(f"AB{sign} 1") == "AB 1"
    assert not says_something(f" {sign}\n!")
    assert says_something(f"{sign}é")
    assert says_something("7")
