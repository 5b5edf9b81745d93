"""What a parameter must look like: each shape reads form text into a value, or refuses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from checkout.payment.sandbox.core.errors import ApiError, missing_parameter, unknown_parameter
from checkout.payment.sandbox.core.work import Params


class Shape(Protocol):
    def read(self, raw: Any, param: str) -> Any:
        """The value. Raises ApiError where the text does not fit."""


@dataclass(frozen=True, slots=True)
class Text:
    longest: int = 5000

    def read(self, raw: Any, param: str) -> str:
        if not isinstance(raw, str):
            raise ApiError(f"Invalid string: {raw}", param=param)
        if not raw:
            message = f"You passed an empty string for '{param}'."
            raise ApiError(message, code="parameter_invalid_empty", param=param)
        if len(raw) > self.longest:
            message = f"Invalid string: {raw[:20]}...; must be at most {self.longest} characters"
            raise ApiError(message, param=param)
        return raw


@dataclass(frozen=True, slots=True)
class Number:
    def read(self, raw: Any, param: str) -> int:
        if not isinstance(raw, str) or not raw.lstrip("-").isdecimal():
            message = f"Invalid integer: {raw}"
            raise ApiError(message, code="parameter_invalid_integer", param=param)
        return int(raw)


@dataclass(frozen=True, slots=True)
class Flag:
    def read(self, raw: Any, param: str) -> bool:
        if raw not in ("true", "false"):
            raise ApiError(f"Invalid boolean: {raw}", param=param)
        return bool(raw == "true")


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[str, ...]

    def read(self, raw: Any, param: str) -> str:
        if raw not in self.options:
            raise ApiError(
                f"Invalid {param}: must be one of {', '.join(self.options)}", param=param
            )
        return str(raw)


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Shape

    def read(self, raw: Any, param: str) -> list[Any]:
        if not isinstance(raw, list):
            raise ApiError("Invalid array", param=param)
        return [self.item.read(part, f"{param}[{place}]") for place, part in enumerate(raw)]


@dataclass(frozen=True, slots=True)
class Metadata:
    """Stripe's own limits: 50 keys of 40 characters, values of 500."""

    def read(self, raw: Any, param: str) -> dict[str, str]:
        if not isinstance(raw, dict) or len(raw) > 50:
            raise ApiError("Invalid hash: metadata has at most 50 keys", param=param)
        for name in raw:
            if len(name) > 40:
                raise ApiError("Metadata keys have at most 40 characters", param=param)
        return {name: Text(500).read(part, f"{param}[{name}]") for name, part in raw.items()}


@dataclass(frozen=True, slots=True)
class Fields:
    known: Mapping[str, Shape]
    required: tuple[str, ...] = ()

    def read(self, raw: Any, param: str = "") -> Params:
        if not isinstance(raw, dict):
            raise ApiError("Invalid object", param=param)
        for name in self.required:
            if name not in raw:
                raise missing_parameter(_inside(param, name))
        for name in raw:
            if name not in self.known:
                raise unknown_parameter(_inside(param, name))
        return {name: self.known[name].read(raw[name], _inside(param, name)) for name in raw}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time filter: a number, or bounds such as created[gte]."""

    def read(self, raw: Any, param: str) -> dict[str, int]:
        if isinstance(raw, str):
            return {"equal": Number().read(raw, param)}
        bounds = Fields({sign: Number() for sign in ("gt", "gte", "lt", "lte")})
        return bounds.read(raw, param)


EXPAND: Mapping[str, Shape] = {"expand": ListOf(Text())}


def only(known: Mapping[str, Shape] | None = None, required: tuple[str, ...] = ()) -> Fields:
    """Exactly these parameters, and `expand`."""
    return Fields({**EXPAND, **(known or {})}, required)


def listing(filters: Mapping[str, Shape] | None = None) -> Fields:
    """The parameters of every list, and these filters."""
    paging: Mapping[str, Shape] = {
        "limit": Number(),
        "starting_after": Text(),
        "ending_before": Text(),
        "created": Moment(),
    }
    return only({**paging, **(filters or {})})


def _inside(param: str, name: str) -> str:
    return f"{param}[{name}]" if param else name
