"""`make chaos`: see the package. Prints a table and, where all fits, writes it to the README."""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from threading import Event, Thread

from tests.bench.stage import the_stage
from tests.outside.processes import is_open, wait_for
from tests.readme import PROJECT, of_today, write

KILLS = "tests/checkout/payment/faults/test_kills.py"
AT_A_TIME = 6
BETWEEN_BLOWS = (0.5, 2.5)  # seconds
# A killed worker's lease runs out after two minutes, and every five all is compared with Stripe.
PATIENCE_SECONDS = 900


def main(arguments: list[str]) -> int:
    """0 where everything fits in the end."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=90, help="how long people come (90)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args(arguments)
    if ended := _killed_at_every_step():
        return ended
    random.seed(given.seed)
    data = PROJECT / ".data" / "chaos"
    shutil.rmtree(data, ignore_errors=True)
    # This run kills its database server, so it brings its own.
    os.environ.pop("DATABASE_URL", None)
    with the_stage(data):
        told, problems = _run(data, given.seconds)
    text = table(told, problems, given.seconds, given.seed)
    print(text)
    if problems:
        return 1
    write("chaos", text)
    return 0


def _killed_at_every_step() -> int:
    """First each deed about money, killed at each of its steps; 0 where all is well."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", KILLS]
    return subprocess.run(command, env=os.environ | {"KILL_STRIDE": "1"}).returncode


def table(told: Counter[str], problems: list[str], seconds: float, seed: int) -> str:
    """What was struck, what people did, and what did not fit afterwards, in Markdown."""
    rows = [f"| {what} | {times:,} |" for what, times in told.items()]
    words = f"{len(problems)} problems. People came for {seconds:.0f} s, {AT_A_TIME} at a time,"
    return "\n".join(
        ["| | |", "|---|--:|", *rows, "", *problems, f"{words} seed {seed}: {of_today('chaos')}."]
    )


def _run(data: Path, seconds: float) -> tuple[Counter[str], list[str]]:
    # These read Django's settings, which are there only now.
    from django.db import connections

    from catalog.models import Pack
    from checkout.payment.sandbox.core.sandbox import Sandbox
    from tests.chaos.people import Shoppers, decide_and_refund
    from tests.chaos.shop import open_shop
    from tests.checkout.payment.faults.invariants import broken_at_rest
    from tests.factories import a_user

    told: Counter[str] = Counter()
    over = Event()
    with open_shop(data) as shop:
        wait_for(lambda: is_open(shop.origin), "the shop does not open", seconds=PATIENCE_SECONDS)
        packs = list(Pack.objects.filter(is_public=True).values_list("pk", flat=True)[:40])
        shoppers = Shoppers(shop, packs, told)
        others = [
            Thread(target=decide_and_refund, args=[a_user(), told, over]),
            Thread(target=_strike, args=[shop, told, over]),
        ]
        for other in others:
            other.start()
        try:
            asyncio.run(shoppers.come(AT_A_TIME, seconds))
        finally:
            over.set()
            for other in others:
                other.join()
        shop.revive()
        # Of this process's own connections some died with the database.
        connections.close_all()
        _settle()
    told["orders told to their shoppers"] = len(shoppers.orders)
    told["payments the bank agreed to"] = len(shoppers.paid)
    sandbox = Sandbox(shop.state)
    problems = [*broken_at_rest(sandbox), *_lost(shoppers.orders, shoppers.paid)]
    sandbox.close()
    return told, problems


def _strike(shop, told: Counter[str], over: Event) -> None:
    while not over.wait(random.uniform(*BETWEEN_BLOWS)):
        name = random.choice(shop.names)
        shop.kill(name)
        shop.start(name)
        shop.revive()
        told[f"{name} killed"] += 1


def _settle() -> None:
    """Until every promise is kept, every message read, and all was compared with Stripe since.

    Nothing is helped along but what waits for its next try.
    """
    from django.utils import timezone

    from checkout.payment import outbox
    from checkout.payment.models import Outbox, Reconciliation, StripeEvent

    compared = Reconciliation.objects.filter(
        started_at__gt=timezone.now(), finished_at__isnull=False
    )

    def is_quiet() -> bool:
        outbox.try_now(Outbox.objects.filter(leased_until=None), timezone.now())
        StripeEvent.objects.filter(processed_at=None).update(next_at=timezone.now())
        time.sleep(1)
        waiting = Outbox.objects.filter(done_at=None).exists()
        unread = StripeEvent.objects.filter(processed_at=None).exists()
        return compared.exists() and not (waiting or unread)

    wait_for(is_quiet, "the worker is never done", seconds=PATIENCE_SECONDS)


def _lost(orders: set[str], paid: set[str]) -> list[str]:
    """Of what people were told, everything has to be there."""
    from checkout.order.models import Order
    from checkout.payment.models import PaymentAttempt

    known = set(Order.objects.values_list("number", flat=True))
    held = PaymentAttempt.objects.exclude(charge_id=None)
    with_money = set(held.values_list("order__number", flat=True))
    return [
        *(f"Order {number} was told and is lost." for number in sorted(orders - known)),
        *(f"The payment of order {number} is lost." for number in sorted(paid - with_money)),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
