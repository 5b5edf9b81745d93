"""What goes wrong while a stream is sealed is heard of, whoever it happens to."""

from io import BytesIO

import pytest

from pharmacy.backups.sealing import CannotSeal, seal
from tests.pharmacy.backups.shops import PUBLIC


class Full:
    """A disk on which so many bytes are free."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(28, "No space left on device")
        return len(data)

    def flush(self) -> None:
        pass


@pytest.mark.parametrize(("plain", "room"), [(b"", 0), (b"few", 0), (bytes(200_000), 100_000)])
def test_the_last_bytes_that_cannot_be_written_are_heard_of(plain, room):
    """A few are written when pyrage lets go of them, which is too late for it to say so."""
    seal(iter([plain]), [PUBLIC], Full(300_000))
    with pytest.raises(OSError, match="No space left"):
        seal(iter([plain]), [PUBLIC], Full(room))


def test_what_breaks_while_it_is_read_is_raised_as_it_was():
    def broken():
        yield b"some"
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        seal(broken(), [PUBLIC], BytesIO())


def test_a_key_with_a_letter_wrong_is_told():
    wrong = PUBLIC[:-1] + ("q" if PUBLIC[-1] != "q" else "p")
    with pytest.raises(CannotSeal, match="was it copied whole"):
        seal(iter([b""]), [wrong], BytesIO())
