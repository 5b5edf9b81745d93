"""`python -m tests.bench.servers`: the shop under one web server after the other.

What is chosen by it stands in `pharmacy/management/commands/run_shop.py` and in the README.
"""

import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.plan import Plan, plan
from tests.bench.stage import the_stage
from tests.bench.telling import tell
from tests.readme import of_today, write

if TYPE_CHECKING:
    from tests.bench.contestants.servers import Served

HEAD = """\
| | Open after | Kept, a second | Anew, a second | MB at first | MB afterwards | Connections |
|---|--:|--:|--:|--:|--:|--:|"""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """One server with the shop in it, in one round."""

    open_after: float  # seconds
    kept: float  # requests a second
    anew: float
    at_first: float  # bytes of all its processes; what they share is counted once
    afterwards: float
    connections: int  # to the database, after all of it


def main(chosen: Plan) -> int:
    with the_stage(chosen.data), tempfile.TemporaryDirectory() as folder:
        logging.disable(logging.INFO)
        text = measured(chosen, Path(folder))
    print(text)
    if chosen.write:
        write("servers", text)
    return 0


def measured(chosen: Plan, folder: Path) -> str:
    # It knows the models, which can be imported on the stage only.
    from tests.bench.contestants.servers import SERVERS
    from tests.bench.table import spread

    names = list(SERVERS)[: chosen.servers]
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for number in range(1, chosen.rounds + 1):
        tell(f"Servers, round {number} of {chosen.rounds}")
        for name in names if number % 2 else reversed(names):
            runs[name].append(one_run(name, folder / str(number), chosen))
    rows = [
        [
            name,
            f"{spread([run.open_after for run in several])} s",
            spread([run.kept for run in several]),
            spread([run.anew for run in several]),
            spread([run.at_first / MEGABYTE for run in several]),
            spread([run.afterwards / MEGABYTE for run in several]),
            str(max(run.connections for run in several)),
        ]
        for name, several in runs.items()
    ]
    lines = [HEAD, *(f"| {' | '.join(row)} |" for row in rows)]
    how = (
        "Medicine pages, kept or made anew; the connections are those to the database at the end.\n"
        f"{of_today('servers')}: {chosen.workers} processes of each, {chosen.connections} visitors"
        f" at once, {chosen.rounds} x {chosen.seconds:g} s in turns, median (lowest-highest)."
    )
    return "\n".join([*lines, "", how])


def one_run(name: str, folder: Path, chosen: Plan) -> Run:
    """Kept pages and pages made anew have a server each; raises Unfit where one does not open."""
    from tests.bench.contestants.servers import Served

    folder.mkdir(exist_ok=True)
    keeping = Served(name, folder, chosen.workers, keeps=True)
    began = time.perf_counter()
    with keeping.running():
        keeping.wait_until_open()
        open_after, at_first = time.perf_counter() - began, memory_of(keeping)
        kept = asked(keeping, chosen)
    making = Served(name, folder, chosen.workers, keeps=False)
    with making.running():
        making.wait_until_open()
        anew = asked(making, chosen)
        afterwards, connections = memory_of(making), connections_now()
    return Run(open_after, kept, anew, at_first, afterwards, connections)


def asked(server: "Served", chosen: Plan) -> float:
    """How often it answers in a second. Raises Unfit where an answer is wrong."""
    from tests.bench.contestants.contestant import Unfit
    from tests.bench.turns import Turn

    [walk] = server.walks()
    Turn(server, chosen.connections, chosen.warm_up_seconds).samples(walk)
    [sample] = Turn(server, chosen.connections, chosen.seconds).samples(walk).values()
    if sample.wrong:
        raise Unfit(f"{server.name}: {sample.wrong[0]}")
    return sample.a_second


def memory_of(server: "Served") -> float:
    """In bytes; what processes share is counted once (PSS)."""
    return float(sum(process.memory_full_info().pss for process in server.processes()))


def connections_now() -> int:
    """To the database: all there are but our own."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    sys.exit(main(plan()))
