"""Proves a stranger's file: here or, as `proving.py` has it, in a process of its own.

Plain Python without Django, so that the process starts in a fraction of a second.
"""

import sys

from checkout.prescriptions.files.cell import close_doors, limit_work
from checkout.prescriptions.files.framing import framed, framed_refusal
from checkout.prescriptions.files.kinds import kind_of, refuse_two_in_one
from checkout.prescriptions.files.page_pictures import pictures_of
from checkout.prescriptions.files.pdfs import clean_pdf
from checkout.prescriptions.files.photos import clean_jpeg, clean_png
from checkout.prescriptions.files.proven import MOST_BYTES, Kind, Proven, Reason, Refused


def prove(data: bytes) -> Proven:
    """What is to be seen in this file. Raises Refused and nothing else."""
    if len(data) > MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    kind = kind_of(data)
    try:
        refuse_two_in_one(data)
        return _proven(kind, data)
    except Refused:
        raise
    except MemoryError:
        raise Refused(Reason.TOO_MUCH_WORK) from None
    except Exception as error:  # whatever a parser makes of broken bytes
        raise Refused(Reason.DAMAGED) from error


def _proven(kind: Kind, data: bytes) -> Proven:
    if kind is Kind.PDF:
        return Proven(Kind.PDF, pictures_of(clean_pdf(data)))
    photo = clean_png(data) if kind is Kind.PNG else clean_jpeg(data)
    return Proven(Kind.JPEG, (photo,))


def main() -> None:
    """A file comes in on stdin; the answer (`framing.py`) goes out on stdout."""
    limit_work()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    close_doors()
    try:
        answer = framed(prove(data))
    except Refused as refused:
        answer = framed_refusal(refused)
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
