"""What the staff's start page says about orders, to those who may see them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.admin.today import Tile
from checkout.order.models import Order
from checkout.order.states import OrderState
from checkout.payment import outbox
from checkout.payment.models import PaymentAttempt


def orders_today(request: HttpRequest) -> dict[str, Any]:
    """Tiles: who waits for the pharmacist, which payment needs a person, what cannot be done."""
    if not request.user.has_perm("order.view_order"):
        return {}
    orders = reverse("admin:order_order_changelist")
    waiting = Order.objects.filter(status=OrderState.AWAITING_PHARMACIST).count()
    tiles = [
        Tile(
            waiting,
            _("waiting for the pharmacist"),
            _("their cards are held") if waiting else _("nobody waits"),
            f"{orders}?status__exact={OrderState.AWAITING_PHARMACIST}",
        )
    ]
    troubled = PaymentAttempt.objects.exclude(needs_attention="").count()
    if troubled:
        words = _("needing attention")
        tiles.append(Tile(troubled, words, _("payments"), f"{orders}?attention=payment", "stop"))
    stuck = outbox.stuck().count()
    if stuck:
        words = _("tried again and again")
        tiles.append(Tile(stuck, words, _("charges or mails"), f"{orders}?attention=stuck", "stop"))
    return {"tiles": tiles}
