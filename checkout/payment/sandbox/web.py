"""What the sandbox's web faces take and give, whatever server stands before them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class WebRequest:
    """Header names in lower case; `path` without, `query` with the text after the "?"."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class WebResponse:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def as_json(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> WebResponse:
    body = json.dumps(value, indent=2).encode()
    return WebResponse(status, body, {"content-type": "application/json", **(headers or {})})
