"""Forgets a person: what an order knows of one goes, that it was supplied and paid stays.

The order's lines, decisions, ledger and history stay: they hold ids, states, amounts and dates.
Each step may be killed and is done again.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Func, Max, QuerySet
from django.utils import timezone

from checkout.basket.models import Basket
from checkout.order.models import (
    BillingAddress,
    Order,
    OrderNote,
    OrderStatusChange,
    ShippingAddress,
)
from checkout.order.moving import locked
from checkout.order.states import OVER, OrderState
from checkout.payment.models import Outbox, Refund
from checkout.payment.states import LIVE, RefundState
from checkout.prescriptions.keeping import CannotErase, Standing, why_kept
from checkout.prescriptions.models import (
    NOTHING_TOLD,
    Decision,
    Inquiry,
    Patient,
    PrescriptionFile,
)
from checkout.prescriptions.sending import forget


def check_erasable(order: Order, *, today: date) -> None:
    """Raises CannotErase while the order, its money or the law needs its person."""
    why = why_kept(_standing(order), years=settings.RECORDS_YEARS, today=today)
    if why:
        raise CannotErase(why)


def erase(order: Order, *, now: datetime) -> None:
    """Forget the person of an order: name, addresses, answers, files. Raises CannotErase."""
    _erase_rows(order, now=now)
    erase_files(PrescriptionFile.objects.filter(patient__order=order), now=now)


def erase_files(files: QuerySet[PrescriptionFile], *, now: datetime) -> None:
    """Destroy these files of the vault. A row names its file until that is gone for good."""
    for pk in files.filter(erased_at__isnull=True).values_list("pk", flat=True):
        with transaction.atomic():
            # Locked, or a change of keys under way would write the file anew.
            file = PrescriptionFile.objects.select_for_update().get(pk=pk)
            forget(file.names)
            file.name, file.called, file.pages, file.erased_at = "", "", [], now
            file.save(update_fields=["name", "called", "pages", "erased_at"])


@transaction.atomic
def _erase_rows(order: Order, *, now: datetime) -> None:
    order = locked(order.pk)
    check_erasable(order, today=timezone.localdate(now))
    patients = Patient.objects.filter(order=order, erased_at__isnull=True)
    patients.update(**NOTHING_TOLD, born_on=None, erased_at=now)
    Inquiry.objects.filter(decision__line__order=order).update(answer="")
    # What people wrote about it may name the person; what the shop itself writes does not.
    OrderStatusChange.objects.filter(order=order, by__isnull=False).update(reason="")
    OrderNote.objects.filter(order=order, user__isnull=False).update(message="")
    Refund.objects.filter(attempt__order=order, by__isnull=False).update(reason="")
    _erase_promises(order)
    Basket.objects.filter(pk=order.basket_id).update(owner=None)
    _erase_addresses(order)
    _erase_parcels(order, now=now)


def _erase_promises(order: Order) -> None:
    """A promise to open the payment page has the e-mail; a mail server's refusal may repeat it."""
    without_email = Func("parameters", template="%(expressions)s - 'email'")
    Outbox.objects.filter(order=order).update(parameters=without_email, last_error="")


def _erase_addresses(order: Order) -> None:
    shipping, billing = order.shipping_address_id, order.billing_address_id
    order.guest_email, order.user = "", None
    order.shipping_address = order.billing_address = None
    order.save(update_fields=["guest_email", "user", "shipping_address", "billing_address"])
    ShippingAddress.objects.filter(pk=shipping).delete()
    BillingAddress.objects.filter(pk=billing).delete()


def _erase_parcels(order: Order, *, now: datetime) -> None:
    """What is only added to is blanked by the database itself, and only once nobody is named."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT order_forget_parcels(%s, %s)", [order.pk, now])


def _standing(order: Order) -> Standing:
    """With the orders on its prescription: the law counts from the last supply of them all."""
    on_it = Order.objects.filter(pk__in=_on_the_prescription_of(order))
    supplies = OrderStatusChange.objects.filter(order__in=on_it, new_status=OrderState.DISPENSED)
    last = supplies.aggregate(last=Max("date_created"))["last"]
    return Standing(
        is_over=not on_it.exclude(status__in=OVER).exists(),
        last_supply=timezone.localdate(last) if last else None,
        money_is_open=_money_is_open(order),
    )


def _on_the_prescription_of(order: Order) -> set[int]:
    """Each by an index of its own: joined by OR they would have every order read."""
    used_again = Patient.objects.filter(uses_again__patient__order=order, order__isnull=False)
    decided = Decision.objects.filter(item__prescription__patient__order=order)
    again = used_again.order_by().values_list("order_id")
    return {order.pk, *(pk for (pk,) in again.union(decided.order_by().values_list("line__order")))}


def _money_is_open(order: Order) -> bool:
    return any(
        attempt.state in LIVE
        or any(refund.state == RefundState.PENDING for refund in attempt.refunds.all())
        or attempt.is_disputed
        for attempt in order.attempts.prefetch_related("refunds")
    )
