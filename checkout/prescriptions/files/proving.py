"""Has a file proven in a process of its own, so that no file takes the web server with it."""

import logging
import os
import sys
from contextlib import suppress
from subprocess import DEVNULL, PIPE, Popen
from threading import BoundedSemaphore, Timer

from django.conf import settings

from checkout.prescriptions.files.framing import unframed
from checkout.prescriptions.files.proven import MOST_BYTES, Proven, Reason, Refused

SECONDS = 20
# A web server has few threads: files are read one at a time, and nobody waits long for another's.
ONE_AT_A_TIME, PATIENCE = BoundedSemaphore(1), 2
# Ten pages of noise are less.
MOST_ANSWERED_BYTES = 100_000_000
# -E and -s: nothing of ours reaches it by the environment; -B: it may write no file.
PROVER = ("-E", "-s", "-B", "-W", "ignore", "-m", "checkout.prescriptions.files.prover")
NEEDED_BY_PYTHON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")

logger = logging.getLogger(__name__)


class Busy(Exception):
    """Another file is being read, and takes its time."""


def prove_apart(data: bytes) -> Proven:
    """`prover.prove`, within bounds of memory and time. Raises Refused and Busy.

    A prover that dies or runs over has met more work than a prescription makes.
    """
    if len(data) > MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return unframed(_answer_to(data))
    except ValueError:
        logger.warning("A file was refused: its prover did not finish.")
        raise Refused(Reason.TOO_MUCH_WORK) from None
    finally:
        ONE_AT_A_TIME.release()


def _answer_to(data: bytes) -> bytes:
    """What the prover wrote until it ended or was ended."""
    with suppress(BrokenPipeError), _prover() as child:
        assert child.stdin
        assert child.stdout
        timer = Timer(SECONDS, child.kill)
        timer.start()
        try:
            child.stdin.write(data)
            child.stdin.close()
            return child.stdout.read(MOST_ANSWERED_BYTES)
        finally:
            timer.cancel()
            child.kill()
    return b""


def _prover() -> Popen[bytes]:
    kept = {name: os.environ[name] for name in NEEDED_BY_PYTHON if name in os.environ}
    return Popen(  # noqa: S603 - our own command
        [sys.executable, *PROVER],
        cwd=settings.BASE_DIR,
        env=kept,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
    )
