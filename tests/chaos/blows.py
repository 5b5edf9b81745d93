"""What befalls the shop, kind by kind.

A blow is struck again and again while people buy. It comes and goes within its function, which
returns only once the blow was felt, and raises NotFelt where it was not.
"""

import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from checkout.order.models import Order
from checkout.payment.models import Outbox
from checkout.running.models import Heartbeat
from tests.chaos.people import NOT_KEPT
from tests.chaos.shop import SANDBOX, WEB, WORKER, Shop

FELT_WITHIN_SECONDS = 120
LOOK_SECONDS = 0.2
A_PROMISE_IS_KEPT = ": kept"


class NotFelt(Exception):
    """A blow went by and nothing shows that it was there."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where blows are struck; `told` counts what people met. `short`: only to see that it works."""

    shop: Shop
    told: Counter[str]
    short: bool = False

    def stay(self, seconds: float) -> None:
        """For so long, where there is time."""
        time.sleep(min(seconds, 1) if self.short else seconds)

    def wait(self, felt: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + FELT_WITHIN_SECONDS
        while not felt():
            if time.monotonic() > until:
                raise NotFelt(what)
            time.sleep(LOOK_SECONDS)


def web(field: Field) -> None:
    """One process of the web server, or all of it at once."""
    if field.short or random.random() < 0.5:
        field.shop.kill_one_of_its_own(WEB)
    else:
        field.shop.kill(WEB)


def worker(field: Field) -> None:
    field.shop.kill(WORKER)


def sandbox(field: Field) -> None:
    field.shop.kill(SANDBOX)


def restart(field: Field) -> None:
    """In turns as an administrator does it, and as a crash does."""
    field.told["database restarts"] += 1
    how = (signal.SIGINT, signal.SIGQUIT)[field.told["database restarts"] % 2]
    field.shop.restart_database(how)


def pause(field: Field) -> None:
    with field.shop.paused_database():
        field.stay(10)


def full(field: Field) -> None:
    """The kernel lets web server and worker write no byte of any file, as on a full disk.

    DATA lies on one disk with much else, and not everybody may mount another: RLIMIT_FSIZE of the
    running processes gives EFBIG where a full disk gives ENOSPC, in the same places. The database
    and Stripe have disks of their own, as in compose.yaml.
    """
    before = field.told[NOT_KEPT]
    with _no_file_grows(field.shop.pids(WEB, WORKER)):
        field.wait(lambda: field.told[NOT_KEPT] > before, "nobody had a photo that was not kept")
        field.stay(5)


def clock(field: Field) -> None:
    """That of web server and worker, by hours or seconds; then it is right again."""
    field.told["clock jumps"] += 1
    hours = (-6, 6)[field.told["clock jumps"] % 2]
    for jump in (timedelta(hours=hours), timedelta(seconds=random.uniform(-20, 20))):
        field.shop.clock.show(jump.total_seconds())
        try:
            if abs(jump) > timedelta(hours=1):
                field.wait(_the_shop_is_at_another_time, "the shop's clock has not jumped")
            field.stay(4)
        finally:
            field.shop.clock.show(0)


def stripe_fails(field: Field) -> None:
    """It answers 500, done or not, and 429."""
    for kind in ("error_500", "rate_limit", "error_500_after"):
        field.shop.till.plan(kind, times=1 if field.short else 5)
    _until_it_went_wrong(field)


def stripe_slow(field: Field) -> None:
    """It answers after 20 seconds, which nobody waits for: but it is done."""
    field.shop.till.plan("slow", times=1 if field.short else 5, seconds=3 if field.short else 20)
    _until_it_went_wrong(field)


def mail(field: Field) -> None:
    field.shop.mail.shut()
    try:
        field.wait(_a_mail_waits, "no mail was tried in vain")
        field.stay(10)
    finally:
        field.shop.mail.open()


def two_workers(field: Field) -> None:
    """Until each of the two has kept a promise beside the other."""
    before = field.shop.log(WORKER).count(A_PROMISE_IS_KEPT)
    with field.shop.another(WORKER) as second:
        began = second.log.read_text(errors="replace").count(A_PROMISE_IS_KEPT)

        def both_work() -> bool:
            first_has = field.shop.log(WORKER).count(A_PROMISE_IS_KEPT)
            second_has = second.log.read_text(errors="replace").count(A_PROMISE_IS_KEPT)
            return first_has > before and second_has > began

        field.wait(both_work, "the workers do not both work")
        field.stay(15)


def release(field: Field) -> None:
    field.shop.replace_web()


@dataclass(frozen=True, slots=True)
class Kind:
    """`often`: seconds between two blows, from and to. `answers_all`: not one request is lost.

    Between two of them the shop gets on, as it does between real ones: a try that fails waits
    twice as long as the last one, so the longer something is away the later all is done.
    """

    says: str
    strike: Callable[[Field], None]
    often: tuple[float, float] = (1, 4)
    with_photos: bool = False
    only_on_linux: bool = False
    answers_all: bool = False

    @property
    def can_be_struck(self) -> bool:
        return sys.platform == "linux" or not self.only_on_linux


KINDS = {
    "worker": Kind("The worker is killed", worker, often=(3, 8)),
    "restart": Kind("PostgreSQL is restarted", restart, often=(3, 8)),
    "mail": Kind("The mail server is down", mail, often=(12, 18)),
    "fails": Kind("Stripe answers 500 and 429", stripe_fails, often=(5, 10)),
    "slow": Kind("Stripe answers after 20 s", stripe_slow, often=(8, 12)),
    "sandbox": Kind("Stripe is killed (its stand-in)", sandbox),
    "clock": Kind("The clock jumps", clock),
    "web": Kind("A web process is killed", web, often=(3, 8)),
    "full": Kind("The data folder is full", full, with_photos=True, only_on_linux=True),
    "pause": Kind("PostgreSQL is paused for 10 s", pause, often=(4, 8)),
    "two": Kind("Two workers run at once", two_workers),
    "release": Kind("A release: new web processes", release, only_on_linux=True, answers_all=True),
}


@contextmanager
def _no_file_grows(pids: list[int]) -> Iterator[None]:
    before = {}
    try:
        for pid in pids:
            try:
                before[pid] = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[pid][1]))
            except ProcessLookupError:
                before.pop(pid, None)
        yield
    finally:
        for pid, limits in before.items():
            try:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
            except ProcessLookupError:
                continue


def _the_shop_is_at_another_time() -> bool:
    """By the worker's last sign of life, or the last order."""
    now, jumped = timezone.now(), timedelta(hours=1)
    told = [*Heartbeat.objects.values_list("at", flat=True)]
    told += Order.objects.order_by("-pk").values_list("date_placed", flat=True)[:1]
    return any(abs(now - at) > jumped for at in told)


def _until_it_went_wrong(field: Field) -> None:
    try:
        field.wait(lambda: not field.shop.till.has_plans(), "nobody asked Stripe")
    finally:
        field.shop.till.forget_plans()


def _a_mail_waits() -> bool:
    waiting = Outbox.objects.filter(kind=Outbox.Kind.MAIL, done_at=None, leased_until=None)
    return waiting.filter(tries__gt=0).exists()
