import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkout.accounts.actions import reset_second_step
from checkout.accounts.models import User

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """There is no button for it, which somebody could be talked into on the telephone."""

    help = (
        "Take out the passkeys, the app and the recovery codes of somebody who has lost them, and "
        "sign them out everywhere: they sign in by password and add another."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="of their account")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        account = User.objects.filter(email__iexact=email.strip()).first()
        if account is None:
            raise CommandError(
                f"No account has the address {email}. Look for the person under People in admin, "
                "and give the address as it stands there."
            )
        reset_second_step(account)
        log.warning("The second step of person %s was reset", account.pk)
        self.stdout.write(
            f"{account.email} has no second step any more and is signed out everywhere. "
            "Staff of a live shop are asked to add another as soon as they sign in."
        )
