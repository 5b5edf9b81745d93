"""The pages that are the same for everybody, and what everybody else is compared by."""

from tests.bench.contestants.contestant import MEDICINE, MEDICINES, looking_at
from tests.bench.measures import Measure, Walk


def looks() -> list[Walk]:
    """The pages that are the same for everybody."""
    return [
        looking_at(Measure.MEDICINE, MEDICINE),
        looking_at(Measure.COMPRESSED, MEDICINE, compressed=True),
        looking_at(Measure.MEDICINES, MEDICINES),
        looking_at(Measure.HOME, "/"),
    ]
