"""Reads the environment, tells every problem at once and documents itself for the README."""

import os
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ  # type: ignore[import-untyped]
from django.core.exceptions import ImproperlyConfigured

REQUIRED = "required"
# https://age-encryption.org/v1: 32 bytes in Bech32
AGE_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the README's settings table."""

    name: str
    meaning: str
    default: str

    @property
    def is_required(self) -> bool:
        """Whether a live shop has to name it."""
        return self.default.startswith(REQUIRED)


class EnvironmentRefused(ImproperlyConfigured):
    """The shop cannot start as it is configured; the text names everything that has to change."""


class Environment:
    """The variables the shop is configured by.

    `demo=` values apply to SHOP_MODE=demo only: a live shop has to name its own.
    Problems are collected; `refuse_problems` raises them together.
    """

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self._values = values
        self.variables: list[Variable] = []
        self.problems: list[str] = []
        self.live = values.get("SHOP_MODE", "demo") == "live"

    def text(self, name: str, meaning: str, *, default: str | None = None, demo: str = "") -> str:
        """A text. Without `default`, a live shop must set it ("" where it did not); else `demo`."""
        self._document(name, meaning, default, demo)
        value = self._values.get(name, "").strip()
        if value:
            return value
        if default is not None:
            return default
        if not self.live:
            return demo
        self.problems.append(f"{name} is missing: {meaning}.")
        return ""

    def choice(self, name: str, meaning: str, options: tuple[str, ...]) -> str:
        """One of `options`; the first is the default."""
        value = self.text(name, f"{meaning}: {' or '.join(options)}", default=options[0])
        if value not in options:
            self.problems.append(f"{name} is {value!r}: use {' or '.join(options)}.")
            return options[0]
        return value

    def number(self, name: str, meaning: str, *, default: int, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.text(name, meaning, default=str(default))
        is_number = value.isascii() and value.isdigit() and len(value) <= len(str(most))
        if not is_number or not least <= int(value) <= most:
            self.problems.append(
                f"{name} is {value!r}: use a whole number from {least} to {most}, "
                f"such as {default}."
            )
            return default
        return int(value)

    def time_zone(self, name: str, meaning: str, *, default: str) -> str:
        """A name of the time zone database."""
        value = self.text(name, meaning, default=default)
        try:
            ZoneInfo(value)
        except (ValueError, LookupError, OSError):
            self.problems.append(
                f"{name} is {value!r}: use the name of a time zone, such as Europe/London."
            )
            return default
        return value

    def database(self, name: str, meaning: str) -> dict[str, Any]:
        """An entry of DATABASES for a postgres:// address; {} where there is none or a wrong one.

        The address is not repeated in the problem: it holds a password.
        """
        value = self.text(name, meaning, default="")
        try:
            config = environ.Env.db_url_config(value) if value else {}
        except (ValueError, LookupError, ImproperlyConfigured):
            config = {}
        if value and "postgresql" not in config.get("ENGINE", ""):
            self.problems.append(
                f"{name} must be a postgres:// address, such as "
                "postgres://user:password@host:5432/shop: the shop's guards are PostgreSQL "
                "constraints."
            )
            return {}
        return dict(config) | {"ENGINE": "pharmacy.postgres"} if config else {}

    def mail(self, name: str, meaning: str, *, demo: str) -> dict[str, Any]:
        """Django's EMAIL_... settings for a mail address; a live shop needs one that delivers."""
        value = self.text(name, meaning, demo=demo)
        if not value:
            return {}
        try:
            config = dict(environ.Env.email_url_config(value))
        except (ValueError, LookupError, ImproperlyConfigured):
            self.problems.append(f"{name} cannot be read: {meaning}.")
            return {}
        delivers = "smtp" in config["EMAIL_BACKEND"] and config["EMAIL_HOST"]
        self.refuse(
            self.live and not delivers,
            f"{name} names no mail server, so no customer would get a mail: {meaning}.",
        )
        sealed = config.get("EMAIL_USE_TLS") or config.get("EMAIL_USE_SSL")
        self.refuse(
            bool(self.live and delivers and not sealed and not _is_near(config["EMAIL_HOST"])),
            f"{name} sends mails, and its password, unsealed: write smtp+tls:// (as a rule "
            "at port 587) or smtp+ssl:// (465).",
        )
        return config

    def flag(self, name: str, meaning: str) -> bool:
        """Off unless it is 1."""
        return self.choice(name, meaning, ("0", "1")) == "1"

    def words(self, name: str, meaning: str, *, demo: str) -> list[str]:
        """A comma-separated list."""
        return _split(self.text(name, meaning, demo=demo))

    def keys(self, name: str, meaning: str, *, demo: str) -> list[str]:
        """A comma-separated list of Fernet keys, never repeated in the problem."""
        value = self.text(name, meaning, demo=demo)
        keys = _split(value)
        self.refuse(
            value != "" and not (keys and all(_is_fernet_key(key) for key in keys)),
            f"{name} must be Fernet keys, separated by commas: make one with "
            '`python -c "from cryptography.fernet import Fernet; '
            'print(Fernet.generate_key().decode())"`.',
        )
        return keys

    def recipients(self, name: str, meaning: str) -> list[str]:
        """A comma-separated list of age's public keys; what else stands there is never repeated."""
        value = self.text(name, meaning, default="")
        keys = _split(value)
        self.refuse(
            value != "" and not (keys and all(AGE_RECIPIENT.fullmatch(key) for key in keys)),
            f"{name} must be public keys of age, which begin with age1, separated by commas; the "
            "secret one has no business here: `manage.py backup --new-key` makes both.",
        )
        return keys

    def socket(self, name: str, meaning: str) -> tuple[str, int] | str:
        """What a socket connects to: host and port, the path of a Unix socket, or ""."""
        value = self.text(name, meaning, default="")
        place = _socket_place(value)
        self.refuse(
            value != "" and not place,
            f"{name} is {value!r}: use tcp://host:3310 or unix:///path/to/socket.",
        )
        return place

    def path(self, name: str, meaning: str, *, default: Path, shown: str) -> Path:
        """A folder, made absolute; `shown` stands for the default in the README."""
        self.variables.append(Variable(name, meaning, f"`{shown}`"))
        return Path(self._values.get(name, "").strip() or default).expanduser().resolve()

    def refuse(self, wrong: bool, problem: str) -> None:
        """Note `problem` where `wrong`."""
        if wrong:
            self.problems.append(problem)

    def refuse_problems(self) -> None:
        """Stop the boot, naming everything that has to change. Raises EnvironmentRefused."""
        if self.problems:
            raise EnvironmentRefused(
                "The shop does not start until its environment is right:\n  - "
                + "\n  - ".join(self.problems)
            )

    def _document(self, name: str, meaning: str, default: str | None, demo: str) -> None:
        if default is not None:
            shown = f"`{default}`" if default else "empty"
        else:
            shown = f"{REQUIRED}; in a demo `{demo}`" if demo else f"{REQUIRED}; in a demo empty"
        self.variables.append(Variable(name, meaning, shown))


def on_this_machine(address: str) -> bool:
    """Whether an http address names this very machine; False for what is no address."""
    try:
        return urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")
    except ValueError:
        return False


def _is_near(host: str) -> bool:
    """This machine, or one that its own network knows by a single label, as "mail" of compose."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return "." not in host


def _split(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word]


def _is_fernet_key(key: str) -> bool:
    """32 bytes: https://github.com/fernet/spec"""
    try:
        return len(urlsafe_b64decode(key)) == 32
    except ValueError:
        return False


def _socket_place(address: str) -> tuple[str, int] | str:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme == "tcp" and host and port:
        return host, port
    return parts.path if parts.scheme == "unix" and not parts.netloc else ""
