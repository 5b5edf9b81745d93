"""age: what is sealed to a public key opens with the secret one alone, which no server has.

https://age-encryption.org/v1. A sealed file says nothing of who has sealed it: whoever knows the
public key can make one. So nothing in it is taken at its word.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from io import FileIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]

BEGINNING = b"age-encryption.org/v1\n"
MORE = 1 << 16


class CannotSeal(Exception):
    """A public key that is none; the text says what one looks like."""


class CannotOpen(Exception):
    """Why a sealed file, or the secret key, is of no use, in words."""


def new_key() -> tuple[str, str]:
    """A secret key and its public one."""
    secret = pyrage.x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def seal(chunks: Iterator[bytes], recipients: Sequence[str], sink: BinaryIO) -> None:
    """Seal a stream to public keys, in little memory. What breaks on either side is raised.

    pyrage tells neither what was raised while it read or wrote nor whether its last bytes were
    taken, so both ends remember it.
    """
    keys = [_public(recipient) for recipient in recipients]
    reader, writer = _Reader(chunks), _Writer(sink)
    try:
        pyrage.encrypt_io(reader, writer, keys)
    except Exception as error:
        raise reader.broken or writer.broken or error from None
    if writer.broken:
        raise writer.broken


def secret_keys(file: Path) -> list["pyrage.x25519.Identity"]:
    """The keys of a file as age-keygen writes it. Raises CannotOpen."""
    try:
        lines = file.read_text(errors="replace").splitlines()
    except OSError as error:
        raise CannotOpen(f"The secret key cannot be read: {error.strerror}: {file}.") from error
    written = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        keys = [pyrage.x25519.Identity.from_str(line) for line in written]
    except pyrage.IdentityError:
        keys = []
    if not keys:
        raise CannotOpen(
            f"{file} holds no secret key of age: one begins with AGE-SECRET-KEY-1 and stands on a "
            "line of its own."
        )
    return keys


@contextmanager
def opened(file: Path, keys: Sequence["pyrage.x25519.Identity"]) -> Iterator[BinaryIO]:
    """What is sealed in a file, to be read within the block and to its end. Raises CannotOpen.

    Each piece that comes is whole and of this file; that none lacks is known at the block's end.
    """
    with _sealed(file) as source:
        reading, writing = os.pipe()
        opening = _Opening(source, keys, writing)
        opening.start()
        try:
            with open(reading, "rb") as stream:
                yield stream
                while stream.read(MORE):
                    pass
        finally:
            opening.join()
            # Whoever reads finds the end where it is not: that is why, not what they say of it.
            if opening.problem:
                raise CannotOpen(opening.problem)


@contextmanager
def _sealed(file: Path) -> Iterator[BinaryIO]:
    try:
        source = file.open("rb")
    except OSError as error:
        raise CannotOpen(f"The backup cannot be read: {error.strerror}: {file}.") from error
    with source:
        beginning = source.read(len(BEGINNING))
        if beginning != BEGINNING:
            raise CannotOpen(f"{file} is no backup of this shop: it does not begin as age's files.")
        source.seek(0)
        yield source


class _Opening(Thread):
    """pyrage pushes what it opens; whoever reads a tar pulls. A pipe is between them."""

    def __init__(
        self, source: BinaryIO, keys: Sequence["pyrage.x25519.Identity"], writing: int
    ) -> None:
        super().__init__(name="opening a backup")
        self.problem = ""
        self._source, self._keys = source, keys
        self._sink = _Writer(FileIO(writing, "w"))

    def run(self) -> None:
        with closing(self._sink):
            try:
                pyrage.decrypt_io(self._source, self._sink, self._keys)
            except Exception:
                self.problem = self._why()

    def _why(self) -> str:
        if self._sink.broken:  # whoever reads has stopped, and says why
            return ""
        if not self._sink.written:
            return "This secret key does not open the backup, or its beginning was altered."
        return "The backup was altered or is cut short: take another copy."


class _Reader:
    """A file to read from, made of pieces of any size."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.broken: BaseException | None = None
        self._chunks, self._left = chunks, memoryview(b"")

    def read(self, size: int) -> bytes:
        try:
            while not self._left:
                self._left = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except BaseException as error:
            self.broken = error
            raise
        taken, self._left = self._left[:size], self._left[size:]
        return bytes(taken)


class _Writer:
    """A file to write to that remembers what went wrong."""

    def __init__(self, sink: BinaryIO) -> None:
        self.broken: BaseException | None = None
        self.written = 0
        self._sink = sink

    def write(self, data: bytes) -> int:
        try:
            taken = self._sink.write(data)
        except BaseException as error:
            self.broken = error
            raise
        self.written += taken
        return taken

    def flush(self) -> None:
        try:
            self._sink.flush()
        except BaseException as error:
            self.broken = error
            raise

    def close(self) -> None:
        self._sink.close()


def _public(recipient: str) -> "pyrage.x25519.Recipient":
    try:
        return pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise CannotSeal(
            "BACKUP_RECIPIENT is no public key of age, which begins with age1: was it copied whole?"
        ) from None
