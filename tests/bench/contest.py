"""Who takes part, whether they really offer the same, and their turns."""

import html
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from catalog.demo.content import medicines
from catalog.money import price
from tests.bench.contestants.bare import BareDjango, BareDjangoThatReads, BareWsgi
from tests.bench.contestants.contestant import Contestant, Unfit
from tests.bench.contestants.forgetful import Blank, Forgetful
from tests.bench.contestants.nginx import Edge, Nginx
from tests.bench.contestants.oscar import StockOscar
from tests.bench.contestants.shop import Shop
from tests.bench.measures import Measure, Walk
from tests.bench.plan import Plan
from tests.bench.telling import tell
from tests.bench.turns import Samples, Statements, Turn

# In the order of the table.
PEERS: tuple[type[Contestant], ...] = (
    Forgetful,
    Blank,
    StockOscar,
    BareDjangoThatReads,
    BareDjango,
    BareWsgi,
    Edge,
    Nginx,
)


@contextmanager
def everybody(folder: Path, plan: Plan) -> Iterator[list[Contestant]]:
    """The shop and each peer this machine can run, all open. Raises Unfit."""
    with ExitStack() as stack:
        shop = Shop(folder, plan.workers)
        stack.enter_context(shop.running())
        shop.wait_until_open()
        page = shop.medicine_page()
        peers = [peer(folder, plan.workers) for peer in PEERS if peer.is_here()]
        for peer in peers:
            peer.prepare(page)
            stack.enter_context(peer.running())
        for contestant in (shop, *peers):
            contestant.wait_until_open()
            check_page(contestant, page)
            check_list(contestant)
        yield [shop, *peers]


def check_page(contestant: Contestant, shops_page: bytes) -> None:
    """Raises Unfit unless its page has every price of Baclofen, and the bytes it promises."""
    page = contestant.medicine_page()
    text = html.unescape(page.decode())
    for wanted in baclofens_prices():
        if wanted not in text:
            raise Unfit(f"{contestant.name}: {wanted} is missing on the page of Baclofen.")
    if contestant.same_bytes and page != shops_page:
        raise Unfit(f"{contestant.name} answers other bytes than the shop.")


def check_list(contestant: Contestant) -> None:
    """Raises Unfit unless its list, where it has one, names every medicine."""
    if not contestant.medicines:
        return
    text = html.unescape(contestant.page(contestant.medicines).decode())
    for medicine in medicines():
        if medicine.name not in text:
            raise Unfit(f"{contestant.name}: {medicine.name} is missing in its list.")


def baclofens_prices() -> list[str]:
    (baclofen,) = (medicine for medicine in medicines() if medicine.slug == "baclofen")
    return [price(pack.price) for dosage in baclofen.dosages for pack in dosage.packs]


def contest(
    contestants: list[Contestant], plan: Plan, *, after_a_round: Callable[[], None]
) -> Samples:
    """What everybody did in each round, after one that warms up and shows only in errors."""
    samples: Samples = defaultdict(list)
    for number in range(0 if plan.warm_up_seconds else 1, plan.rounds + 1):
        seconds = plan.seconds if number else plan.warm_up_seconds
        tell(f"Round {number} of {plan.rounds}" if number else "Warming up")
        for contestant, walk in turns_of(contestants, backwards=number % 2 == 0):
            turn = Turn(contestant, plan.connections, seconds)
            for measure, sample in turn.samples(walk).items():
                if number or sample.wrong:
                    samples[measure, contestant.name].append(sample)
        if number:
            after_a_round()
    return samples


def turns_of(
    contestants: list[Contestant], *, backwards: bool
) -> Iterator[tuple[Contestant, Walk]]:
    """Measure by measure everybody who has it, so that nobody gets the machine's better minutes."""
    order = list(Measure)
    turns = [(contestant, walk) for contestant in contestants for walk in contestant.walks()]
    if backwards:
        turns.reverse()
    return iter(sorted(turns, key=lambda turn: order.index(turn[1][0].measure)))


def statements_of(contestants: list[Contestant]) -> Statements:
    return {
        (measure, contestant.name): counts
        for contestant in contestants
        for measure, counts in contestant.statements().items()
    }


def wrong_answers(samples: Samples) -> dict[str, str]:
    """What went wrong, each thing once, and whose server it was."""
    return {
        f"{measure}, {name}: {message}": name
        for (measure, name), several in samples.items()
        for sample in several
        for message in sample.wrong
    }


def complaints(wrong: Mapping[str, str], contestants: list[Contestant]) -> str:
    """What went wrong, with the last words of whose servers it was; empty where nothing did."""
    spoke = [
        contestant.last_words() for contestant in contestants if contestant.name in wrong.values()
    ]
    return "\n".join([*wrong, *spoke])
