"""Asks ClamAV's daemon about a file, where CLAMD_URL names one.

The protocol: https://docs.clamav.net/manual/Usage/ClamdProtocol.html
"""

import logging
import socket
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from checkout.prescriptions.files.proven import Reason, Refused

SCAN_SECONDS, PING_SECONDS = 15, 0.5
MOST_ANSWERED_BYTES = 1000

logger = logging.getLogger(__name__)


class ScannerAway(Exception):
    """The scanner does not answer, or not to the point: nobody knows whether a file is clean."""


def scan(data: bytes) -> None:
    """Raises Refused for a file with a virus, and ScannerAway. Outside any transaction.

    Without CLAMD_URL nothing is scanned.
    """
    with transaction.atomic(durable=True):
        pass  # raises where a transaction is open: nothing of ours is locked while we wait
    if not settings.CLAMD:
        return
    answer = _answer_to(_instream(data), seconds=SCAN_SECONDS)
    if answer.endswith(b" FOUND"):
        raise Refused(Reason.INFECTED)
    if answer != b"stream: OK":
        logger.error("The virus scanner answered %r.", answer)
        raise ScannerAway


def scanner_problem() -> str:
    """What keeps files from being scanned, in words for whoever runs the shop; "" for nothing."""
    if not settings.CLAMD:
        return _("files are not scanned for viruses: CLAMD_URL is not set")
    try:
        answer = _answer_to(b"zPING\0", seconds=PING_SECONDS)
    except ScannerAway:
        answer = b""
    if answer == b"PONG":
        return ""
    return _("no file is taken: the scanner of CLAMD_URL does not answer")


def _instream(data: bytes) -> bytes:
    """The command, one chunk behind its length, and the empty chunk that ends the stream."""
    return b"".join((b"zINSTREAM\0", len(data).to_bytes(4, "big"), data, bytes(4)))


def _answer_to(command: bytes, *, seconds: float) -> bytes:
    """Without the zero byte at its end. Raises ScannerAway, and logs why."""
    until = monotonic() + seconds
    try:
        with _connected(seconds) as connection:
            _bound(connection, until)
            connection.sendall(command)
            return _read(connection, until)
    except OSError as error:
        logger.error("The virus scanner does not answer: %s", error)
        raise ScannerAway from error


def _read(connection: socket.socket, until: float) -> bytes:
    """Up to the zero byte, or as much as came."""
    answer, part = b"", b" "
    while part and not answer.endswith(b"\0") and len(answer) < MOST_ANSWERED_BYTES:
        _bound(connection, until)
        part = connection.recv(MOST_ANSWERED_BYTES)
        answer += part
    return answer.removesuffix(b"\0")


def _bound(connection: socket.socket, until: float) -> None:
    """A socket's timeout is for one read alone: what is left of all goes to the next."""
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError("it took too long")
    connection.settimeout(left)


def _connected(seconds: float) -> socket.socket:
    if isinstance(settings.CLAMD, tuple):
        return socket.create_connection(settings.CLAMD, timeout=seconds)
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(seconds)
        connection.connect(settings.CLAMD)
    except OSError:
        connection.close()
        raise
    return connection
