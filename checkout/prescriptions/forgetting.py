"""Who is forgotten: a person who asks for it, and what is kept longer than it has to be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.address.models import UserAddress

from catalog.cart_cookie import CART_LIFE
from catalog.forgetting import AT_ONCE
from checkout.accounts.models import User
from checkout.basket.models import Basket
from checkout.duties import alive
from checkout.in_vain import Deeds
from checkout.order.models import Order, OrderStatusChange
from checkout.order.states import OVER, OrderState
from checkout.prescriptions.actions import CannotSend, forget_told
from checkout.prescriptions.belonging import must_be_of_this_database
from checkout.prescriptions.erasing import check_erasable, erase, erase_files
from checkout.prescriptions.files import vault
from checkout.prescriptions.keeping import KEPT_UNASKED, CannotErase
from checkout.prescriptions.models import Patient, PrescriptionFile
from checkout.sessions import end_sessions, told_by
from checkout.waiting.models import Waiting

# A file is sealed some moments before its row is written, and destroyed some moments after.
STRAYS_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an order's person; `kept` says why it stays, "" where it was forgotten."""

    order: Order
    kept: str = ""


class Beside(StrEnum):
    """What else the shop knows of a person, which no law keeps."""

    WAITING = "what it waits for"
    CART = "its open cart"
    ACCOUNT = "its account"
    SESSIONS = "what browsers remember"


def forget_person(email: str, *, now: datetime, dry_run: bool = False) -> Iterator[Result | Beside]:
    """Forget the person of every order placed with this address or by its account.

    One transaction for each order; then the open carts, the account, where no order needs it, and
    what browsers remember. Raises CannotErase without an address, and for an account of staff: that
    one is closed in the admin.
    """
    email = email.strip()
    if not email:
        raise CannotErase(_("Whose orders? Name an e-mail address."))
    account = User.objects.filter(email__iexact=email).first()
    if account and (account.is_staff or account.is_superuser):
        raise CannotErase(_("This is staff's account: take its rights away in the admin first."))
    orders = Order.objects.filter(Q(guest_email__iexact=email) | Q(user__email__iexact=email))
    results = []
    for result in forget_orders(orders.order_by("date_placed", "pk"), now=now, dry_run=dry_run):
        results.append(result)
        yield result
    forgotten = [one.order.number for one in results if not one.kept]
    yield from _forget_beside(email, account, forgotten, dry_run=dry_run)


def _forget_beside(
    email: str, account: User | None, forgotten: list[str], *, dry_run: bool
) -> Iterator[Beside]:
    """What else there is of a person, each told once it is gone. Raises CannotErase."""
    waiting, carts = Waiting.objects.of(email), _open_carts(email, account)
    if waiting.exists():
        if not dry_run:
            waiting.delete()
        yield Beside.WAITING
    if carts.exists():
        if not dry_run:
            _empty_or_say_why_not(carts)
        yield Beside.CART
    # Asked once nothing can be ordered out of a cart any more.
    if account and not account.orders.exclude(number__in=forgotten).exists():
        if not dry_run:
            close(account)
        yield Beside.ACCOUNT
    if not dry_run:
        numbers, user_id = forgotten, account and account.pk
        if end_sessions(email=email, numbers=numbers, user_id=user_id):
            yield Beside.SESSIONS


def forget_orders(
    orders: Iterable[Order], *, now: datetime, dry_run: bool = False
) -> Iterator[Result]:
    """Forget the person of each of these where it may be forgotten, in a transaction of its own."""
    for order in orders:
        yield _tried(order, now=now, dry_run=dry_run)


def due(now: datetime) -> QuerySet[Order]:
    """Orders that still know a person and that nothing asks for any more, the oldest first.

    `erase` has the last word: another order may have been supplied on the same prescription.
    """
    since = now - timedelta(days=365 * settings.RECORDS_YEARS)
    lately = now - KEPT_UNASKED
    supplied_long_ago = Q(last_supply__lte=since)
    never_moved = Q(last_move__isnull=True)
    ended_long_ago = Q(last_supply__isnull=True) & (never_moved | Q(last_move__lte=lately))
    patient = Q(patient__isnull=False, patient__erased_at__isnull=True)
    known = Q(shipping_address__isnull=False) | ~Q(guest_email="") | patient
    moves = OrderStatusChange.objects.filter(order=OuterRef("pk"))
    orders = Order.objects.filter(status__in=OVER, date_placed__lt=lately).annotate(
        last_supply=_last(moves.filter(new_status=OrderState.DISPENSED)), last_move=_last(moves)
    )
    return orders.filter(known & (supplied_long_ago | ended_long_ago)).order_by("date_placed")


def _last(moves: QuerySet[OrderStatusChange]) -> Subquery:
    """Of one order: an EXISTS would have every order's moves read."""
    last = moves.order_by().values("order").annotate(last=Max("date_created"))
    return Subquery(last.values("last"))


def forget_due(now: datetime, after: str = "") -> tuple[int, str | None]:
    """Forget the person of each order that is due, among some orders; of how many.

    And the last order looked at, to go on `after`; None once there is no other. Raises Unfinished
    for those that could not be forgotten.
    """
    orders = Order.objects.filter(pk__gt=after or 0).order_by("pk")
    some = list(orders.values_list("pk", flat=True)[:AT_ONCE])
    if not some:
        return 0, None
    deeds = Deeds()
    deeds.each(due(now).filter(pk__in=some), partial(_is_forgotten, now=now), _called)
    # Of an erasing that was killed halfway, or broke at another file.
    files = PrescriptionFile.objects.filter(patient__order__in=some, erased_at=None)
    left = files.exclude(patient__erased_at=None).select_related("patient__order")
    deeds.each(left, partial(_is_erased, now=now), lambda file: _called(file.patient.order))
    return deeds.taken(str(some[-1]))


def _is_forgotten(order: Order, *, now: datetime) -> bool:
    alive()
    return not _tried(order, now=now).kept


def _is_erased(file: PrescriptionFile, *, now: datetime) -> bool:
    """It counts for no person: that one was forgotten before."""
    erase_files(PrescriptionFile.objects.filter(pk=file.pk), now=now)
    return False


def _called(order: Order) -> str:
    return f"The person of order {order.number}"


def forget_carts(now: datetime, after: str = "") -> tuple[int, str | None]:
    """Forget what was told for some carts nobody ordered, before the cart itself; of how many.

    And the last cart, to go on `after`; None once there is no other. Raises Unfinished for those of
    which it could not be forgotten.
    """
    left = Patient.objects.filter(basket__gt=after or 0, told_at__lt=now - CART_LIFE)
    carts = list(left.order_by("basket").values_list("basket", flat=True)[:AT_ONCE])
    if not carts:
        return 0, None
    deeds = Deeds()
    deeds.each(carts, partial(_forget_cart, now=now), lambda one: f"What was told for cart {one}")
    return deeds.taken(str(carts[-1]))


@transaction.atomic
def _forget_cart(basket_id: int, *, now: datetime) -> bool:
    """Unless it is ordered by now, and nobody orders it meanwhile; whether it was forgotten."""
    Basket.objects.select_for_update().get(pk=basket_id)
    patient = Patient.objects.filter(basket=basket_id, told_at__lt=now - CART_LIFE).first()
    if patient:
        erase_files(patient.files.all(), now=now)
        patient.files.all().delete()
        patient.delete()
    return patient is not None


def destroy_strays(now: datetime, after: str = "") -> tuple[int, str | None]:
    """Destroy what lies in one folder of the vault and no row names, as a killed process leaves it.

    How many, and the folder, to go on `after`; None once there is no other. Raises AnothersFiles:
    beside another database, or an empty one, all would be strays; and Unfinished for those that
    could not be destroyed.
    """
    must_be_of_this_database()
    folder = next((one for one in vault.folders() if one > after), None)
    if folder is None:
        return 0, None
    left = set(vault.names_before(now - STRAYS_AFTER, folder))
    named = Q(name__in=left) | Q(pages__has_any_keys=sorted(left))
    kept = PrescriptionFile.objects.filter(named, erased_at__isnull=True)
    for name, pages in kept.values_list("name", "pages"):
        left -= {name, *pages}
    deeds = Deeds()
    deeds.each(sorted(left), _is_destroyed, lambda _name: f"A stray file in {folder}")
    return deeds.taken(folder)


def _is_destroyed(name: str) -> bool:
    vault.destroy(name)
    return True


def _tried(order: Order, *, now: datetime, dry_run: bool = False) -> Result:
    try:
        if dry_run:
            check_erasable(order, today=timezone.localdate(now))
        else:
            erase(order, now=now)
    except CannotErase as why:
        return Result(order, str(why))
    return Result(order)


def _open_carts(email: str, account: User | None) -> QuerySet[Basket]:
    """The account's, and those a guest who gave this address has told something for."""
    guests = Q(owner=None, patient__in=told_by(email))
    return Basket.objects.filter(guests | Q(owner=account, owner__isnull=False), status=Basket.OPEN)


def empty_cart(account: User) -> None:
    """With what was told for it."""
    _empty(account.baskets.filter(status=Basket.OPEN))


def _empty_or_say_why_not(carts: QuerySet[Basket]) -> None:
    try:
        _empty(carts)
    except CannotSend as ordered:
        raise CannotErase(_("Just now this person orders: begin again in a minute.")) from ordered


@transaction.atomic
def _empty(carts: QuerySet[Basket]) -> None:
    for cart in carts:
        forget_told(cart.pk)
        cart.lines.all().delete()


@transaction.atomic
def close(account: User) -> None:
    """Nothing is left of it but its number, which the history names.

    An order that stays is a guest's: it may become another account's of the same person.
    """
    account.baskets.update(owner=None)
    _leave_orders(account)
    UserAddress.objects.filter(user=account).delete()
    account.emailaddress_set.all().delete()
    account.authenticator_set.all().delete()
    people = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=people, object_id=str(account.pk)).update(
        object_repr="", change_message=""
    )
    account.email = f"erased-{account.pk}@shop.invalid"
    account.first_name = account.last_name = account.phone = ""
    account.is_active = False
    account.set_unusable_password()
    account.save()


def _leave_orders(account: User) -> None:
    account.orders.filter(guest_email="").update(guest_email=account.email)
    account.orders.update(user=None)
