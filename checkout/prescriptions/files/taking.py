"""Takes a patient's file: proven, scanned, sealed and kept."""

from dataclasses import dataclass

from checkout.prescriptions.files import vault
from checkout.prescriptions.files.proven import Kind, Proven
from checkout.prescriptions.files.proving import prove_apart
from checkout.prescriptions.files.scanning import scan


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file shows, in the vault: the names of its `pages` there, JPEGs in order."""

    kind: Kind
    bytes: int
    pages: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its first page's."""
        return self.pages[0]


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
    for name in taken.pages:
        vault.destroy(name)


def _kept(proven: Proven) -> Taken:
    names: list[str] = []
    try:
        for page in proven.pages:
            names.append(vault.keep(page))
    except BaseException:
        for name in names:
            vault.destroy(name)
        raise
    return Taken(proven.kind, sum(map(len, proven.pages)), tuple(names))
