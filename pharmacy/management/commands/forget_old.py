from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog.prices.proposing import forget_unapplied
from checkout.accounts.closing import forget_tries, forget_unconfirmed
from checkout.accounts.counting import forget_counted
from checkout.prescriptions.forgetting import destroy_strays, forget_carts, forget_due
from checkout.waiting.actions import forget_who_waits_too_long


class Command(BaseCommand):
    """For a nightly timer. It may be killed: the next night goes on."""

    help = (
        "Forget who ordered and told longer ago than the law and the banks ask for; "
        "destroy files that belong to nobody, and proposed prices that nobody applied."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        orders, carts = forget_due(now), forget_carts(now)
        forget_who_waits_too_long(now)
        forget_unapplied(now)
        strays = destroy_strays(now)
        forget_unconfirmed(now)
        forget_tries(now)
        forget_counted(now)
        # A session keeps the name and address of who went to the checkout.
        call_command("clearsessions")
        self.stdout.write(f"Forgotten: the persons of {orders} orders and of {carts} carts.")
        self.stdout.write(f"Destroyed: {strays} files that belonged to nobody.")
