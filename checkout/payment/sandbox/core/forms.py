"""Form-encoded parameters as Stripe reads them: brackets nest, `[]` and numbers make lists."""

import re
from typing import Any
from urllib.parse import parse_qsl

from checkout.payment.sandbox.core.errors import ApiError
from checkout.payment.sandbox.core.work import Params

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_MOST_PARAMETERS = 500


def read(encoded: str) -> Params:
    """`a[b][0]=c` becomes {"a": {"b": ["c"]}}; leaves stay text. Raises ApiError."""
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise ApiError("Too many parameters.") from error
    tree: dict[str, Any] = {}
    for name, value in pairs:
        _put(tree, _path(name), value, name)
    return {name: _lists(value) for name, value in tree.items()}


def _path(name: str) -> list[str]:
    match = _NAME.fullmatch(name)
    if not match:
        raise ApiError(f"Invalid parameter name: {name}", param=name)
    return [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]


def _put(tree: dict[str, Any], path: list[str], value: str, name: str) -> None:
    *parents, last = path
    for step in parents:
        tree = tree.setdefault(step or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise ApiError(f"Invalid parameter name: {name}", param=name)
    key = last or str(len(tree))
    if key in tree:
        raise ApiError(f"Parameter given twice: {name}", param=name)
    tree[key] = value


def _lists(value: Any) -> Any:
    """Turn {"0": a, "1": b} into [a, b], at every depth."""
    if not isinstance(value, dict):
        return value
    inner = {name: _lists(part) for name, part in value.items()}
    if inner and all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
