"""How far this visitor's consultation is: about which medicine, and of which the packs are open.

Where the law lets nobody advertise what needs a prescription (catalog/promotion.py), questions come
before the packs. No address names the medicine: it stands in the session.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalog.legal_class import stricter_of
from catalog.models import Product
from catalog.promotion import may_be_promoted
from checkout.basket.current import signed_basket_id
from checkout.basket.models import Basket

KEY = "consultation"


def begin(request: HttpRequest, medicine_id: int) -> None:
    """The consultation is about this medicine from now on."""
    request.session[KEY] = _kept(request) | {"about": medicine_id}


def asked_about(request: HttpRequest) -> Product | None:
    """The medicine it is about; None where none has begun, or it has left the shop."""
    about = asked_about_id(request)
    return Product.objects.published().filter(pk=about).first() if about else None


def asked_about_id(request: HttpRequest) -> int | None:
    """The id of the medicine it is about."""
    about: int | None = _kept(request).get("about")
    return about


def note_told(request: HttpRequest, medicine_id: int, basket_id: int) -> None:
    """The packs of this medicine are open to this visitor, for this cart."""
    told = _told(request, basket_id)
    request.session[KEY] = _kept(request) | {"cart": basket_id, "told": [*told, medicine_id]}


def keep_for(request: HttpRequest, basket_id: int, *, instead_of: int | None) -> None:
    """What was told for one cart came along into another."""
    if instead_of is not None and _kept(request).get("cart") == instead_of:
        request.session[KEY] = _kept(request) | {"cart": basket_id}


def has_told(request: HttpRequest, medicine_id: int) -> bool:
    """Only while the cart it was told for is open: the next order begins anew."""
    basket_id = signed_basket_id(request)
    if basket_id is None or medicine_id not in _told(request, basket_id):
        return False
    return Basket.objects.filter(pk=basket_id, status=Basket.OPEN).exists()


def why_not_yet(request: HttpRequest, pack_ids: list[int]) -> str:
    """Why one of these packs cannot be chosen before a consultation; "" where all can."""
    return next(iter(not_yet(request, pack_ids).values()), "")


def not_yet(request: HttpRequest, pack_ids: list[int]) -> dict[int, str]:
    """Those of these packs that cannot be chosen before a consultation, and why, by their id."""
    if not settings.SHOP_HIDE_POM_PROMOTION:
        return {}
    why = {}
    packs = Product.objects.filter(pk__in=pack_ids, structure=Product.CHILD)
    rows = packs.values_list(
        "pk", "parent_id", "parent__title", "parent__legal_class", "legal_class"
    )
    for pack_id, medicine_id, name, *classes in rows:
        if not may_be_promoted(stricter_of(*classes)) and not has_told(request, medicine_id):
            words = _("%(medicine)s begins with a consultation: start it on the medicine’s page.")
            why[pack_id] = words % {"medicine": name}
    return why


def _told(request: HttpRequest, basket_id: int) -> list[int]:
    kept = _kept(request)
    return kept.get("told", []) if kept.get("cart") == basket_id else []


def _kept(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] = request.session.get(KEY, {})
    return kept
