"""How the shop stands beside its peer and its limit, in sentences under the table."""

from collections.abc import Callable
from enum import StrEnum

from tests.bench.contestants.bare import BareDjangoThatReads
from tests.bench.contestants.forgetful import Forgetful
from tests.bench.contestants.nginx import Edge, Nginx
from tests.bench.contestants.oscar import StockOscar
from tests.bench.contestants.shop import Shop
from tests.bench.measures import Measure
from tests.bench.table import spread
from tests.bench.turns import Sample, Samples

KEPT_GOAL, LIMIT_GOAL, EDGE_GOAL = 50, 0.5, 0.8
ANEW_LIMIT, ANEW_GOAL = 6, 10
LEAST = 1e-9  # in place of nothing: CPU time is counted in hundredths of a second
ABOUT_OSCAR = (
    "Tuned stock Oscar keeps its database connections and its templates (cached loader), has no"
    " debug and the shop's web server; its list is given as many medicines a page as ours, and its"
    " home page is that list."
)


def sentences(samples: Samples) -> str:
    """The median of the rounds' ratios, with lowest and highest in brackets."""
    pages = [page for page, name in samples if name == StockOscar.name]
    kept = [
        f"{_ratio(samples, page, (Shop.name, StockOscar.name), _a_second)} times as often for"
        f" 1/{_ratio(samples, page, (StockOscar.name, Shop.name), _cpu_ms)} of the CPU ({page})"
        for page in pages
    ]
    anew = [
        f"1/{_ratio(samples, page, (StockOscar.name, Forgetful.name), _cpu_ms)} ({page})"
        for page in pages
    ]
    limit = _ratio(samples, Measure.MEDICINE, (Shop.name, BareDjangoThatReads.name), _a_second)
    return (
        f"{ABOUT_OSCAR}\n\n"
        f"Beside it a kept page is answered {' and '.join(kept)}; the goal is {KEPT_GOAL} times."
        f" A page made anew takes {' and '.join(anew)} of the CPU, always with PostgreSQL's; the"
        f" limit is 1/{ANEW_LIMIT}, the goal 1/{ANEW_GOAL}. Beside a bare Django view that does the"
        f" same one read a kept page is answered {limit} times as often; the goal is {LIMIT_GOAL}."
        f"{_edge(samples)}"
    )


def _edge(samples: Samples) -> str:
    """Where nginx is installed."""
    if (Measure.MEDICINE, Edge.name) not in samples:
        return ""
    ratio = _ratio(samples, Measure.MEDICINE, (Edge.name, Nginx.name), _a_second)
    return (
        f" With Edge on, nginx before the shop answers {ratio} times as often as with a file; the"
        f" goal is {EDGE_GOAL}."
    )


def _ratio(
    samples: Samples, page: StrEnum, names: tuple[str, str], figure: Callable[[Sample], float]
) -> str:
    """Round by round, because a machine has better minutes and worse ones."""
    # One who answered wrongly while warming up has a sample more.
    rounds = zip(*(samples[page, name] for name in names), strict=False)
    return spread([figure(one) / (figure(other) or LEAST) for one, other in rounds])


def _a_second(sample: Sample) -> float:
    return sample.a_second


def _cpu_ms(sample: Sample) -> float:
    return sample.server_ms + (sample.postgres_ms or 0)
