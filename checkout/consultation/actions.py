"""What is told in a consultation belongs to the cart the packs will go into."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from checkout.basket.actions import cart_to_fill
from checkout.basket.models import Basket
from checkout.prescriptions import actions
from checkout.prescriptions.models import Patient
from checkout.prescriptions.reads import patient_of_cart, told_of
from checkout.prescriptions.telling import Answer, Told


@transaction.atomic
def keep_consultation(
    *,
    basket_id: int | None,
    owner_id: int | None,
    told: Told,
    patient_id: int | None,
    now: datetime,
) -> tuple[Basket, Patient]:
    """Keep it in the open cart, in a new one where there is none.

    What the same session told before (`patient_id`) about other medicines, and how a prescription
    comes, stays. `owner_id` is the account that is signed in.
    """
    basket = cart_to_fill(basket_id, owner_id)
    before = told_of(patient_of_cart(basket.pk, patient_id))
    if before:
        told = _beside(before, told)
    return basket, actions.keep_told(basket.pk, told, patient_id=patient_id, now=now)


def _beside(before: Told, told: Told) -> Told:
    asked = {answer.question_id for answer in told.answers}
    others: list[Answer] = [one for one in before.answers if one.question_id not in asked]
    return replace(
        told,
        answers=(*others, *told.answers),
        way=before.way,
        prescriber=before.prescriber,
        uses_again=before.uses_again,
    )
