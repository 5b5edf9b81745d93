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

    @property
    def migrates(self) -> bool:
        """Whether it stands in a migration: without it a database has to be made anew."""
        return "/migrations/" in self.file
