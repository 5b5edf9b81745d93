"""What a guard is, for tests/guards.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """In `file`, `put` stands `instead_of` the guard: then `test` has to fail."""

    name: str
    file: str
    instead_of: str
    put: str
    test: str
