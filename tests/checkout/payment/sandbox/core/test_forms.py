import pytest

from checkout.payment.sandbox.core import forms
from checkout.payment.sandbox.core.errors import ApiError


@pytest.mark.parametrize(
    ("encoded", "tree"),
    [
        ("", {}),
        ("mode=payment", {"mode": "payment"}),
        ("metadata[order]=1&metadata[attempt]=2", {"metadata": {"order": "1", "attempt": "2"}}),
        (
            "a[0][b][c]=1&a[0][b][d]=2&a[1][b][c]=3",
            {"a": [{"b": {"c": "1", "d": "2"}}, {"b": {"c": "3"}}]},
        ),
        ("expand[]=a&expand[]=b", {"expand": ["a", "b"]}),
        ("url=http%3A%2F%2Fa%2F%3Fb%3Dc", {"url": "http://a/?b=c"}),
        ("empty=", {"empty": ""}),
    ],
)
def test_brackets_nest(encoded, tree):
    assert forms.read(encoded) == tree


@pytest.mark.parametrize("encoded", ["a[=1", "[a]=1", "a]b=1", "a=1&a=2", "a=1&a[b]=2", "=1"])
def test_broken_names_are_refused(encoded):
    with pytest.raises(ApiError):
        forms.read(encoded)


def test_a_flood_is_refused():
    with pytest.raises(ApiError, match="Too many"):
        forms.read("&".join(f"a{number}=1" for number in range(600)))
