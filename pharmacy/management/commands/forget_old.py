from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from checkout.prescriptions.belonging import AnothersFiles, must_be_of_this_database
from checkout.running.chores import Kind
from checkout.running.housekeeping import keep_house_now, unfinished


class Command(BaseCommand):
    """By hand, as after a restore: the worker does all of this by itself. It may be killed."""

    help = (
        "Forget at once what the worker forgets by itself every hour or night: who ordered and "
        "told longer ago than the law and the banks ask for, and all else nobody needs any more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            must_be_of_this_database()
        except AnothersFiles as why_not:
            raise CommandError(str(why_not)) from why_not
        gone = keep_house_now(now)
        persons, told, strays = gone[Kind.ORDERS], gone[Kind.TOLD], gone[Kind.FILES]
        self.stdout.write(f"Forgotten: the persons of {persons} orders and of {told} carts.")
        self.stdout.write(f"Destroyed: {strays} files that belonged to nobody.")
        others = sum(gone.values()) - persons - told - strays
        self.stdout.write(f"Deleted: {others} rows that nobody needs any more.")
        if left := unfinished(now):
            kinds = ", ".join(str(Kind(chore.kind).label) for chore in left)
            raise CommandError(f"Not all could be forgotten: {kinds}. The log says why.")
