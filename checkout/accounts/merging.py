"""The cart of a visitor who signs in comes along into the account's, and nobody else's does."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from checkout.basket.actions import CartRefusal, locked_cart, new_cart, save_checked
from checkout.basket.models import Basket
from checkout.prescriptions.actions import forget_told
from checkout.prescriptions.models import Patient


@dataclass(frozen=True, slots=True)
class Merged:
    """The account's cart, None where it has none; `left_out` says what did not fit and why.

    `told`: what was told for the guest's cart belongs to it now.
    """

    basket: Basket | None
    left_out: tuple[str, ...] = ()
    told: bool = False


@transaction.atomic
def merge_into_account(
    guest_basket_id: int | None, owner_id: int, *, patient_id: int | None
) -> Merged:
    """Add what is in a guest's open cart to the account's, as the rules of carts allow.

    `patient_id` is what this session told: where it stands in the guest's cart, it comes along. A
    cart of an account is nobody's to bring.
    """
    guests = locked_cart(guest_basket_id)
    if guests is None or guests.owner_id is not None or not _has_anything(guests, patient_id):
        return Merged(Basket.objects.filter(owner_id=owner_id, status=Basket.OPEN).first())
    own = new_cart(owner_id)
    moves = [_moved(line, own) for line in guests.lines.order_by("date_created", "pk")]
    told = _bring_what_was_told(guests, own, patient_id)
    guests.status, guests.date_merged = Basket.MERGED, timezone.now()
    guests.save(update_fields=["status", "date_merged"])
    return Merged(own, tuple(filter(None, moves)), told)


def _has_anything(guests: Basket, patient_id: int | None) -> bool:
    """Packs, or what was told in a consultation before any was chosen."""
    return guests.lines.exists() or _told(guests, patient_id).exists()


def _moved(line: Any, own: Basket) -> str:
    """Why a line of the guest's cart stays behind, "" where it came along."""
    into = own.lines.filter(product_id=line.product_id).first()
    if into is None:
        line.basket = own
    else:
        into.quantity += line.quantity
    try:
        with transaction.atomic():
            save_checked(into or line)
    except CartRefusal as refusal:
        words = _("This stayed out of your cart. %(reason)s")
        return words % {"reason": refusal.message}
    return ""


def _bring_what_was_told(guests: Basket, own: Basket, patient_id: int | None) -> bool:
    """What was told last counts; whether anything was."""
    told = _told(guests, patient_id)
    if told.exists():
        forget_told(own.pk)
    return bool(told.update(basket=own))


def _told(guests: Basket, patient_id: int | None) -> QuerySet[Patient]:
    """What this session told, not what another has that had the same cart in hand."""
    told = Patient.objects.filter(basket=guests, pk=patient_id)
    return told if patient_id else told.none()
