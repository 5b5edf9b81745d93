"""Takes a file a person sent: proven and kept first, then written down, or nothing is left."""

from collections.abc import Callable, Iterable

from checkout.prescriptions.files import taking, vault
from checkout.prescriptions.files.taking import Taken


def send(data: bytes, write_down: Callable[[Taken], object]) -> None:
    """Prove and keep a file, then `write_down` where it belongs.

    Raises Refused, Busy, ScannerAway, and whatever writing down raises.
    """
    taken = taking.take(data)
    try:
        write_down(taken)
    except BaseException:
        taking.discard(taken)
        raise


def forget(names: Iterable[str]) -> None:
    """Destroy files of the vault by name."""
    for name in names:
        vault.destroy(name)
