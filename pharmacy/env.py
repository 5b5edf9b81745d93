"""Reads the environment, tells every problem at once and documents itself for the README."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the README's settings table."""

    name: str
    meaning: str
    default: str


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
        """A text. Without `default`, a live shop must set it; a demo falls back to `demo`."""
        self._document(name, meaning, default, demo)
        value = self._values.get(name, "").strip()
        if value:
            return value
        if default is not None:
            return default
        if self.live:
            self.problems.append(f"{name} is missing: {meaning}.")
        return demo

    def choice(self, name: str, meaning: str, options: tuple[str, ...]) -> str:
        """One of `options`; the first is the default."""
        value = self.text(name, f"{meaning}: {' or '.join(options)}", default=options[0])
        if value not in options:
            self.problems.append(f"{name} is {value!r}: use {' or '.join(options)}.")
            return options[0]
        return value

    def number(self, name: str, meaning: str, *, default: int) -> int:
        """A whole number, 0 or above."""
        value = self.text(name, meaning, default=str(default))
        if not value.isascii() or not value.isdigit():
            self.problems.append(f"{name} is {value!r}: use a whole number such as {default}.")
            return default
        return int(value)

    def flag(self, name: str, meaning: str) -> bool:
        """Off unless it is 1."""
        return self.choice(name, meaning, ("0", "1")) == "1"

    def words(self, name: str, meaning: str, *, demo: str) -> list[str]:
        """A comma-separated list."""
        return [word.strip() for word in self.text(name, meaning, demo=demo).split(",") if word]

    def path(self, name: str, meaning: str, *, default: Path, shown: str) -> Path:
        """A folder, made absolute; `shown` stands for the default in the README."""
        self.variables.append(Variable(name, meaning, f"`{shown}`"))
        return Path(self._values.get(name, "").strip() or default).expanduser().resolve()

    def refuse(self, wrong: bool, problem: str) -> None:
        """Note `problem` where `wrong`."""
        if wrong:
            self.problems.append(problem)

    def refuse_problems(self) -> None:
        """Stop the boot, naming everything that has to change. Raises ImproperlyConfigured."""
        if self.problems:
            raise ImproperlyConfigured(
                "The shop does not start until its environment is right:\n  - "
                + "\n  - ".join(self.problems)
            )

    def _document(self, name: str, meaning: str, default: str | None, demo: str) -> None:
        if default is not None:
            shown = f"`{default}`" if default else "empty"
        else:
            shown = f"required; in a demo `{demo}`" if demo else "required; in a demo empty"
        self.variables.append(Variable(name, meaning, shown))
