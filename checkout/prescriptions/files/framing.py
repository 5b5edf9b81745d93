"""How the prover's answer crosses the pipe: a line of words, then the bytes it counts."""

from checkout.prescriptions.files.proven import Kind, Proven, Reason, Refused


def framed(proven: Proven) -> bytes:
    """As in "proven pdf 1200 1300" and 2,500 bytes."""
    return b"".join((_line("proven", proven.kind, *map(len, proven.pages)), *proven.pages))


def framed_refusal(refused: Refused) -> bytes:
    """As in "refused locked"."""
    return _line("refused", refused.reason)


def unframed(answer: bytes) -> Proven:
    """What the prover said. Raises Refused, or ValueError where it did not finish."""
    line, _, rest = answer.partition(b"\n")
    match line.decode("ascii").split():
        case ["refused", reason]:
            raise Refused(Reason(reason))
        case ["proven", kind, *lengths] if sum(map(int, lengths)) == len(rest) > 0:
            return Proven(Kind(kind), tuple(_cut(rest, [int(length) for length in lengths])))
    raise ValueError("The prover's answer is not whole.")


def _line(*words: object) -> bytes:
    return " ".join(map(str, words)).encode("ascii") + b"\n"


def _cut(rest: bytes, lengths: list[int]) -> list[bytes]:
    parts = []
    for length in lengths:
        parts.append(rest[:length])
        rest = rest[length:]
    return parts
