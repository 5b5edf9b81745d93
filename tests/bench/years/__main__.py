"""What everything that reads orders costs after a day and after a year: `make years`."""

import io
import logging
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.plan import Plan, plan
from tests.bench.size import Cost, a_copy, both, cost_of, use
from tests.bench.stage import the_stage
from tests.readme import of_today, write

A_DAY = 1_000
HEAD = """\
| | Database ms, {few:,} orders | {many:,} | times | CPU ms, {few:,} | {many:,} | times |
|---|--:|--:|--:|--:|--:|--:|"""
Looks = dict[str, Callable[[], object]]


def main(chosen: Plan) -> int:
    logging.disable(logging.CRITICAL)
    with the_stage(chosen.data), TemporaryDirectory() as folder:
        text = measured(chosen, Path(folder))
    print(text)
    if chosen.write:
        write("years", text)
    return 0


def measured(chosen: Plan, folder: Path) -> str:
    """The table, and what there was."""
    from django.db import connection

    large = connection.settings_dict["NAME"]
    with a_copy(f"{large}_day") as small:
        use(small)
        few, _seconds = _filled(1, folder / "day")
        use(large)
        many, seconds = _filled(chosen.days, folder / "year")
        rows = _rows_of(large)
        costs = _costs_in_turns({small: few, large: many}, chosen.answers)
    of_few, of_many = costs[small], costs[large]
    lines = [
        f"| {name} | {both(cost.database, of_many[name].database)}"
        f" | {both(cost.cpu, of_many[name].cpu)} |"
        for name, cost in of_few.items()
    ]
    times = [
        (median(of_many[name].database) + median(of_many[name].cpu))
        / (median(cost.database) + median(cost.cpu))
        for name, cost in of_few.items()
    ]
    return "\n".join(
        [
            HEAD.format(few=A_DAY, many=A_DAY * chosen.days),
            *lines,
            "",
            f"A day of {A_DAY:,} orders and {chosen.days} of them, {rows:,} rows, written in"
            f" {seconds / 60:.1f} minutes; the same pages in turns, medians of {chosen.answers}"
            f" answers. Database and CPU together take {median(times):.2f} times as long in the"
            f" middle, and {max(times):.2f} times at most: {of_today('years')}.",
        ]
    )


def _filled(days: int, folder: Path) -> tuple[Looks, float]:
    from tests.bench.years.filling import fill, settle
    from tests.bench.years.looks import looks, rounds

    folder.mkdir()
    began = perf_counter()
    with redirect_stdout(io.StringIO()):
        customer = fill(A_DAY * days, days=days, folder=folder)
    settle()
    seconds = perf_counter() - began
    idle = rounds()
    return looks(customer) | {"The worker's rounds, nothing due": _all(idle)}, seconds


def _all(duties: Looks) -> Callable[[], object]:
    return lambda: [duty() for duty in duties.values()]


def _costs_in_turns(shops: dict[str, Looks], answers: int) -> dict[str, dict[str, Cost]]:
    """Both shops in turns: a busy machine is busy for both."""
    taken: dict[str, dict[str, list[tuple[float, float]]]] = {
        shop: {name: [] for name in looks} for shop, looks in shops.items()
    }
    for _ in range(answers):
        for shop, looks in shops.items():
            use(shop)
            for name, look in looks.items():
                look()  # for the caches
                taken[shop][name].append(cost_of(look))
    return {
        shop: {name: Cost(*zip(*pairs, strict=True)) for name, pairs in costs.items()}
        for shop, costs in taken.items()
    }


def _rows_of(shop: str) -> int:
    from django.db import connection

    use(shop)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_live_tup) FROM pg_stat_user_tables")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    sys.exit(main(plan()))
