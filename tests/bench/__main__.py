"""`python -m tests.bench`: measure, print the tables, and say what went wrong."""

import logging
import signal
import sys
import tempfile
from pathlib import Path

from pharmacy.embedded_postgres import PostgresError
from tests.bench.contestants.contestant import Unfit
from tests.bench.order_table import order_table
from tests.bench.orders import order_contest, wrong_orders
from tests.bench.plan import Plan, plan
from tests.bench.stage import the_stage
from tests.bench.table import table
from tests.outside.visitor import WrongAnswer
from tests.readme import NoPlace, write


def main(chosen: Plan) -> int:
    """0 where every answer was right and the tables are where they belong, else 1."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with the_stage(chosen.data), tempfile.TemporaryDirectory() as folder:
            logging.disable(logging.INFO)
            return measure(chosen, Path(folder))
    except (PostgresError, Unfit, WrongAnswer, NoPlace) as problem:
        print(problem, file=sys.stderr)
        return 1


def measure(chosen: Plan, folder: Path) -> int:
    # These know the models, which can be imported on the stage only.
    from tests.bench import advice, desk, memory, patience, ratios, sheets, size
    from tests.bench.contest import complaints, contest, everybody, statements_of, wrong_answers
    from tests.bench.sellers import everybody_who_sells, shop_orders

    with everybody(folder, chosen) as contestants:
        orders = shop_orders(contestants, chosen)
        sellers = everybody_who_sells(orders, chosen)
        web_process = memory.Memory(contestants)
        samples = contest(contestants, chosen, after_a_round=web_process.note)
        statements = statements_of(contestants)
        # Plain SQL leaves promises that no worker can keep: it sells last.
        waited = patience.patiences(orders, contestants, chosen)
        sales = order_contest(sellers, chosen)
        tables = (
            table(samples, statements, chosen),
            ratios.sentences(samples),
            order_table(sales, sellers),
        )
        said = (
            patience.sentence(waited),
            memory.sentence(web_process, samples),
            advice.sentence(advice.thinking_ms()),
            desk.sentence(desk.desk_pages(chosen.answers)),
            # Last, because the shop is another one then.
            sheets.sentences(sheets.prices_measured(chosen.prices)),
        )
        wrong = complaints(wrong_answers(samples) | wrong_orders(sales), contestants)
    # A database is copied only while nobody else is in it.
    sizes = size.size_table(size.sizes_measured(chosen.sizes))
    text = "\n\n".join((*tables, *said, sizes))
    print(text)
    if wrong:
        print(wrong, file=sys.stderr)
        return 1
    if chosen.write:
        write("bench", text)
    return 0


if __name__ == "__main__":
    sys.exit(main(plan()))
