"""What is told in a consultation belongs to the cart the packs will go into."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from checkout.basket.actions import cart_to_fill
from checkout.basket.models import Basket
from checkout.prescriptions import actions
from checkout.prescriptions.reads import told_for
from checkout.prescriptions.telling import Answer, Told


@transaction.atomic
def keep_consultation(
    *, basket_id: int | None, owner_id: int | None, told: Told, now: datetime, anew: bool
) -> Basket:
    """Keep it in the open cart, in a new one where there is none.

    What was told before about other medicines, and how a prescription comes, stays; unless it was
    told by somebody else (`anew`). `owner_id` is the account that is signed in.
    """
    basket = cart_to_fill(basket_id, owner_id)
    before = None if anew else told_for(basket.pk)
    if before:
        told = _beside(before, told)
    actions.keep_told(basket.pk, told, now=now, anew=anew)
    return basket


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
