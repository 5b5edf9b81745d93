"""What a web process of the shop holds, before anybody came and after each round."""

from tests.bench.contestants.contestant import Contestant
from tests.bench.contestants.shop import Shop
from tests.bench.table import figure
from tests.bench.turns import Samples

LIMIT_MB = 180
MEGABYTE = 2**20


class Memory:
    """Of the shop among the contestants; megabytes of the largest of its processes, with all that
    it shares with others (RSS).
    """

    def __init__(self, contestants: list[Contestant]) -> None:
        [self._shop] = [one for one in contestants if isinstance(one, Shop)]
        self.seen: list[float] = []
        self.note()

    def note(self) -> None:
        sizes = [process.memory_info().rss for process in self._shop.processes()]
        self.seen.append(max(sizes) / MEGABYTE)


def sentence(memory: Memory, samples: Samples) -> str:
    requests = sum(
        sample.load.requests
        for (_, name), several in samples.items()
        if name == Shop.name
        for sample in several
    )
    at_first, *rounds = (figure(megabytes) for megabytes in memory.seen)
    return (
        f"The largest web process of the shop holds {at_first} MB at first and"
        f" {', '.join(rounds)} MB after each round, in which all together answered {requests:,}"
        f" requests; the limit is {LIMIT_MB} MB."
    )
