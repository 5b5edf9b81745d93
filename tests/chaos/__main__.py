"""`make chaos`: see the package. Prints a table and, of a whole run, writes it to the README."""

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pharmacy.embedded_postgres import Server
from pharmacy.serving import PROCESSES
from tests.bench.stage import the_stage
from tests.chaos.stage import a_small_stage
from tests.outside.processes import is_open, wait_for
from tests.readme import PROJECT, of_today, write

KILLS = "tests/checkout/payment/faults/test_kills.py"


def main(arguments: list[str]) -> int:
    """0 where everything fits in the end."""
    given = _parser().parse_args(arguments)
    whole = not (given.only or given.quick)
    if whole and (ended := _killed_at_every_step()):
        return ended
    random.seed(given.seed)
    of = of_today("chaos")
    # This run strikes its database server, so it brings its own.
    os.environ.pop("DATABASE_URL", None)
    with _stage(given) as server:
        text, problems = _run(given, server, of)
    print(text, *problems, f"{len(problems)} problems.", sep="\n")
    if whole and not problems:
        write("chaos", text)
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--only", default="", help="kinds, with commas: as blows.py names them")
    parser.add_argument("--seconds", type=float, default=60, help="how long of each kind (60)")
    parser.add_argument("--people", type=int, default=20, help="how many buy at a time (20)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--data", type=Path, default=PROJECT / ".data" / "chaos")
    parser.add_argument("--quick", action="store_true", help="only to see that it works")
    parser.add_argument("--migrated", default="", help="address of a server with the template")
    parser.add_argument("--static", type=Path, help="folder of the collected files")
    return parser


def _killed_at_every_step() -> int:
    """First each deed about money, killed at each of its steps; 0 where all is well."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", KILLS]
    return subprocess.run(command, env=os.environ | {"KILL_STRIDE": "1"}).returncode


@contextmanager
def _stage(given: argparse.Namespace) -> Iterator[Server]:
    shutil.rmtree(given.data / "private", ignore_errors=True)
    if given.quick:
        with a_small_stage(given.data, migrated=given.migrated, static=given.static) as server:
            yield server
        return
    with the_stage(given.data):
        server = Server(given.data)
        try:
            yield server
        finally:
            server.stop_if_last()


def _run(given: argparse.Namespace, server: Server, of: str) -> tuple[str, list[str]]:
    # These read Django's settings, which are there only now.
    from tests.chaos.blows import KINDS
    from tests.chaos.run import Plan, Run
    from tests.chaos.shop import OPEN_IN_SECONDS, open_shop
    from tests.chaos.table import Row, table

    def tell(row: Row) -> None:
        print(" | ".join(row.cells()), *row.problems, sep="\n", flush=True)

    chosen = given.only.split(",") if given.only else list(KINDS)
    left_out = [name for name in chosen if not KINDS[name].can_be_struck]
    kinds = [name for name in chosen if name not in left_out]
    plan = Plan(kinds, given.seconds, given.people, given.quick)
    web_processes = 1 if given.quick else PROCESSES
    with open_shop(given.data, server, web_processes=web_processes) as shop:
        wait_for(lambda: is_open(shop.origin), "the shop does not open", seconds=OPEN_IN_SECONDS)
        rows, problems = Run(shop, plan, tell).go()
        restarts = shop.restarts.total()
    settings = {"at_a_time": given.people, "seconds": given.seconds, "seed": given.seed}
    text = table(rows, **settings, restarts=restarts, of=of)
    if left_out:
        text += f" Not struck, as this is no Linux: {', '.join(left_out)}."
    return text, [*problems, *(problem for row in rows for problem in row.problems)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
