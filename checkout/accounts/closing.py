"""Closes accounts: what nothing asks for is forgotten, what the law asks for stays as a record."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.forgetting import AT_ONCE
from checkout.accounts.models import User
from checkout.prescriptions.forgetting import close, empty_cart, forget_orders
from checkout.prescriptions.keeping import CannotErase
from checkout.sessions import end_sessions
from checkout.waiting.models import Waiting

# Nobody has shown that the address is theirs: then it is somebody else's to use.
UNCONFIRMED_FOR = timedelta(days=30)


def close_account(account: User, *, now: datetime) -> None:
    """Forget the person of every order that may be, then the account itself, whatever stays.

    What stays is an order without an account: its mails and their links reach the address it was
    placed with, and the nightly round forgets it when its day has come. Raises CannotErase for
    staff.
    """
    if account.is_staff or account.is_superuser:
        raise CannotErase(_("This is staff's account: take its rights away in the admin first."))
    orders = account.orders.order_by("date_placed", "pk")
    numbers = orders.values_list("number", flat=True)
    # First: who is stopped halfway signs in and does it again, and an order that is forgotten by
    # then is known to be the account's no more.
    end_sessions(email=account.email, numbers=numbers, user_id=account.pk)
    for _result in forget_orders(orders, now=now):
        pass
    Waiting.objects.of(account.email).delete()
    empty_cart(account)
    close(account)


@transaction.atomic
def forget_unconfirmed(now: datetime) -> int:
    """Forget some accounts nobody has opened by confirming their address; how many."""
    never = _never_opened(now)
    # Locked, then asked again: somebody may open one at this moment.
    locked = [account.pk for account in never.select_for_update(of=["self"])[:AT_ONCE]]
    return never.filter(pk__in=locked).delete()[1].get(User._meta.label, 0)


def _never_opened(now: datetime) -> QuerySet[User]:
    opened = User.objects.filter(emailaddress__verified=True)
    never = User.objects.filter(last_login=None, date_joined__lt=now - UNCONFIRMED_FOR)
    never = never.filter(is_staff=False, orders=None).exclude(pk__in=opened.values("pk"))
    return never.order_by("date_joined")
