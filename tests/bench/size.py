"""What pages cost in a small shop and in a large one, nothing kept: in this process, in one run.

`python -m tests.bench.size` measures this alone.
"""

import io
import sys
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.bench.plan import Plan, plan
from tests.bench.stage import the_stage
from tests.bench.table import figure

ANSWERS = 15
HEAD = """\
| | Database ms, {few:,} | {many:,} | times | CPU ms, {few:,} | {many:,} | times |
|---|--:|--:|--:|--:|--:|--:|"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of each answer: until the database answered, and of this process."""

    database: tuple[float, ...]
    cpu: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """One size of the shop; `peak_kb` is what memory grew by while all sitemaps were sent."""

    medicines: int
    costs: dict[str, Cost]
    peak_kb: float


@dataclass(frozen=True, slots=True)
class Sizes:
    few: Size
    many: Size
    built_seconds: float  # the larger one


def sizes_measured(sizes: tuple[int, int]) -> Sizes:
    """Both shops are made first, and asked in turns: a busy machine is busy for both."""
    few, many = sizes
    large = connection.settings_dict["NAME"]
    began = perf_counter()
    _fill(few)
    with a_copy(f"{large}_small") as small:
        _fill(many)
        built = perf_counter() - began
        costs = _costs_in_turns((small, large))
        peaks = {name: _peak_kb_of_sitemaps(name) for name in (small, large)}
    return Sizes(
        Size(few, costs[small], peaks[small]), Size(many, costs[large], peaks[large]), built
    )


def size_table(sizes: Sizes) -> str:
    few, many = sizes.few, sizes.many
    lines = [
        f"| {name} | {both(cost.database, many.costs[name].database)}"
        f" | {both(cost.cpu, many.costs[name].cpu)} |"
        for name, cost in few.costs.items()
    ]
    return "\n".join(
        [
            HEAD.format(few=few.medicines, many=many.medicines),
            *lines,
            "",
            f"The same pages of a shop with {few.medicines:,} and with {many.medicines:,} medicines"
            f" of 12 packs, nothing kept, in turns: medians of {ANSWERS} answers. The larger one"
            f" was made in {sizes.built_seconds / 60:.1f} minutes. While all sitemaps are sent,"
            f" memory grows by {few.peak_kb:,.0f} KB and {many.peak_kb:,.0f} KB.",
        ]
    )


def both(few: tuple[float, ...], many: tuple[float, ...]) -> str:
    first, second = median(few), median(many)
    return f"{figure(first)} | {figure(second)} | {second / first:.2f}"


def _fill(medicines: int) -> None:
    call_command("generate_catalog", medicines=medicines, stdout=io.StringIO())


@contextmanager
def a_copy(name: str) -> Iterator[str]:
    """Of the database Django works on, as it is now."""
    original = connection.settings_dict["NAME"]
    connection.close()
    _run(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
    try:
        yield name
    finally:
        use(original)
        _run(f'DROP DATABASE "{name}" WITH (FORCE)')


def use(database: str) -> None:
    # It reads Django's settings, which are there only on the stage.
    from tests.database import TestDatabase

    TestDatabase.use(database)


def _run(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _costs_in_turns(databases: Iterable[str]) -> dict[str, dict[str, Cost]]:
    deeds = _deeds()
    taken: dict[str, dict[str, list[tuple[float, float]]]] = {
        database: {name: [] for name in deeds} for database in databases
    }
    for _ in range(ANSWERS):
        for database, costs in taken.items():
            use(database)
            for name, deed in deeds.items():
                deed()  # for the caches
                costs[name].append(cost_of(deed))
    return {
        database: {name: Cost(*zip(*pairs, strict=True)) for name, pairs in costs.items()}
        for database, costs in taken.items()
    }


def _deeds() -> dict[str, Callable[[], object]]:
    """What is measured, by the words of the table."""
    # They know the models, which can be imported on the stage only.
    from catalog.models import Category, Product
    from catalog.search.finding import closest, found_of
    from catalog.search.pages import MOST, MOST_FOUND
    from catalog.search.reads import known_names_like, words_of

    medicine = Product.objects.get(code="generated-77").get_absolute_url()
    category = Category.objects.order_by("path")[0].get_absolute_url()
    exact, wrong, common, begun = map(words_of, ("baclofen", "baclofn", "invented", "bacl"))
    return {
        "Home page": _page("/"),
        "List of medicines": _page("/medicines/"),
        "List, from M on": _page("/medicines/?after=0-m"),
        "List by price": _page("/medicines/?sort=price"),
        "List, narrowed": _page("/medicines/?rx=needed&stock=1"),
        "Category": _page(category),
        "Medicine page": _page(medicine),
        "Page of a search": _page("/search/?q=baclofen"),
        "Finding a name": lambda: found_of(closest(exact, MOST_FOUND)),
        "Finding a word of every text": lambda: found_of(closest(common, MOST_FOUND)),
        "Correcting a typing error": lambda: known_names_like(wrong),
        "Finding what to suggest": lambda: closest(begun, MOST),
        "Sitemap": _page(reverse("sitemap")),
    }


def _page(address: str) -> Callable[[], object]:
    """Asks with what no page is kept by."""
    client = Client(SERVER_NAME="localhost")
    anew = f"{address}{'&' if '?' in address else '?'}anew=1"

    def asked() -> None:
        answer = client.get(anew)
        if answer.status_code != 200:
            raise AssertionError(f"{address} answered {answer.status_code}")
        if answer.streaming:
            list(answer.streaming_content)

    return asked


def cost_of(deed: Callable[[], object]) -> tuple[float, float]:
    clock = _Clock()
    began = process_time()
    with connection.execute_wrapper(clock):
        deed()
    return clock.ms, (process_time() - began) * 1000


class _Clock:
    """How long statements take, from here."""

    ms = 0.0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        began = perf_counter()
        try:
            return execute(*args)
        finally:
            self.ms += (perf_counter() - began) * 1000


def _peak_kb_of_sitemaps(database: str) -> float:
    from catalog.found.reads import medicine_parts

    use(database)
    client = Client(SERVER_NAME="localhost")
    addresses = [reverse("sitemap-medicines", args=[part]) for part in medicine_parts()]
    tracemalloc.start()
    for address in addresses:
        for _piece in client.get(address).streaming_content:
            pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1024


def main(chosen: Plan) -> int:
    with the_stage(chosen.data):
        print(size_table(sizes_measured(chosen.sizes)))
    return 0


if __name__ == "__main__":
    sys.exit(main(plan()))
