"""Takes a patient's file: proven, scanned, sealed and kept."""

from dataclasses import dataclass

from checkout.prescriptions.files import vault
from checkout.prescriptions.files.proven import Kind, Proven
from checkout.prescriptions.files.proving import prove_apart
from checkout.prescriptions.files.scanning import scan


@dataclass(frozen=True, slots=True)
class Taken:
    """A file in the vault, by its names there.

    `pages` are JPEGs, in order; the one page of a photo is the photo itself, under the same name.
    """

    name: str
    kind: Kind
    bytes: int
    pages: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """Everything the vault keeps of this file."""
        return frozenset((self.name, *self.pages))


def take(data: bytes) -> Taken:
    """Keep a file. Raises Refused (`words.py` tells why), Busy and ScannerAway; nothing is kept.

    Takes seconds and waits for the scanner: outside any transaction. Who then cannot note what
    was taken calls `discard`.
    """
    proven = prove_apart(data)
    scan(data)
    return _kept(proven)


def discard(taken: Taken) -> None:
    """Destroy all that was kept of a file."""
    for name in taken.names:
        vault.destroy(name)


def _kept(proven: Proven) -> Taken:
    parts = [proven.data] if proven.kind is Kind.JPEG else [proven.data, *proven.pages]
    names: list[str] = []
    try:
        for part in parts:
            names.append(vault.keep(part))
    except BaseException:
        for name in names:
            vault.destroy(name)
        raise
    pages = names if proven.kind is Kind.JPEG else names[1:]
    return Taken(names[0], proven.kind, len(proven.data), tuple(pages))
