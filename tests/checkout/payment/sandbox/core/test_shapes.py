import pytest

from checkout.payment.sandbox.core.errors import ApiError
from checkout.payment.sandbox.core.shapes import (
    Choice,
    Fields,
    Flag,
    ListOf,
    Metadata,
    Moment,
    Number,
    Text,
)

ORDER = Fields({"number": Number(), "lines": ListOf(Fields({"name": Text(10)}))}, ("number",))


@pytest.mark.parametrize(
    ("shape", "raw", "value"),
    [
        (Text(), "a", "a"),
        (Number(), "-12", -12),
        (Flag(), "false", False),
        (Choice(("a", "b")), "b", "b"),
        (Moment(), "12", {"equal": 12}),
        (Moment(), {"gte": "12"}, {"gte": 12}),
        (Metadata(), {"order": "1"}, {"order": "1"}),
        (ORDER, {"number": "1", "lines": [{"name": "x"}]}, {"number": 1, "lines": [{"name": "x"}]}),
    ],
)
def test_text_becomes_a_value(shape, raw, value):
    assert shape.read(raw, "param") == value


@pytest.mark.parametrize(
    ("shape", "raw", "code"),
    [
        (Text(), "", "parameter_invalid_empty"),
        (Text(3), "four", None),
        (Text(), ["a"], None),
        (Number(), "1.5", "parameter_invalid_integer"),
        (Number(), {}, "parameter_invalid_integer"),
        (Flag(), "yes", None),
        (Choice(("a",)), "b", None),
        (ListOf(Text()), "a", None),
        (Metadata(), {"k" * 41: "1"}, None),
        (Metadata(), {str(number): "1" for number in range(51)}, None),
        (Metadata(), {"k": "v" * 501}, None),
        (Fields({}), "a", None),
        (ORDER, {}, "parameter_missing"),
        (ORDER, {"number": "1", "colour": "green"}, "parameter_unknown"),
    ],
)
def test_what_does_not_fit_is_refused(shape, raw, code):
    with pytest.raises(ApiError) as caught:
        shape.read(raw, "param")

    assert caught.value.body["error"].get("code") == code


def test_a_refusal_names_the_place():
    with pytest.raises(ApiError) as caught:
        ORDER.read({"number": "1", "lines": [{"name": "fine"}, {"colour": "green"}]})

    assert caught.value.body["error"]["param"] == "lines[1][colour]"
