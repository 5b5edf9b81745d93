"""What each kind of work in the admin asks of a person, as Django's permissions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest, int], HttpResponse]

CHANGE_PRICES = "catalogue.change_pack"
CHANGE_TEXTS = "catalogue.change_medicine"
ADD_MEDICINES = "catalogue.add_medicine"
SEE_TEXTS = "catalogue.view_medicine"
SEE_COSTS = "catalogue.see_cost"
SCHEDULE_PRICES = "prices.add_scheduledprice"
CORRECT_STOCK = "catalogue.add_stockmovement"
SEE_STOCK = "catalogue.view_stockmovement"
REVIEW_TEXTS = "leaflets.review_monograph"
ADD_LEAFLETS = "leaflets.add_leaflet"
WITHDRAW_LOTS = "lots.withdraw_lot"
ANNOUNCE_REDUCTIONS = "reductions.announce_reduction"


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person before the screen may do with a medicine."""

    may_price: bool
    may_describe: bool
    may_see_costs: bool
    may_see_stock: bool
    may_correct_stock: bool

    @classmethod
    def of(cls, user: Any) -> "Rights":
        return cls(
            may_price=user.has_perm(CHANGE_PRICES),
            may_describe=user.has_perm(CHANGE_TEXTS),
            may_see_costs=user.has_perm(SEE_COSTS),
            may_see_stock=may_see_stock(user),
            may_correct_stock=user.has_perm(CORRECT_STOCK),
        )


def may_see_texts(user: Any) -> bool:
    return user.has_perm(SEE_TEXTS) or user.has_perm(CHANGE_TEXTS)


def may_see_stock(user: Any) -> bool:
    return user.has_perm(SEE_STOCK) or user.has_perm(CORRECT_STOCK)


def who_sees_texts(*permissions: str) -> Callable[[View], View]:
    """403 for those who may not read a medicine's texts, or lack one of the permissions."""

    def decorator(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, pk: int) -> HttpResponse:
            if not may_see_texts(request.user) or not request.user.has_perms(permissions):
                raise PermissionDenied
            return view(request, pk)

        return checked

    return decorator
