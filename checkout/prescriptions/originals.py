"""Whether the paper of a prescription has to be here before its goods leave the shelf."""

from django.conf import settings
from django.utils.translation import gettext as _

from checkout.order.models import Order
from checkout.prescriptions.records import Decision

# Of a private prescription the UK's law knows the signed original, on paper or signed by an
# advanced electronic signature (Human Medicines Regulations 2012, regulations 218 and 219).
BY_MARKET = {"UK": True, "US": False}


def original_first() -> bool:
    """As the shop is set up: always, never, or what the market's law asks for."""
    by_setting = {"always": True, "never": False}
    return by_setting.get(settings.ORIGINAL_FIRST, BY_MARKET[settings.SHOP_MARKET])


def missing_originals(order: Order) -> list[str]:
    """Why an order stays on the shelf, a sentence for each prescription whose paper is not here.

    One query; none where no paper is needed.
    """
    if not original_first():
        return []
    counting = Decision.objects.filter(line__order=order).that_count().values("pk")
    waited_for = Decision.objects.filter(
        pk__in=counting,
        item__isnull=False,
        item__prescription__original_received_at__isnull=True,
    )
    prescribers = waited_for.values_list("item__prescription__prescriber", flat=True)
    words = _("The original prescription of %(prescriber)s has not come yet: note it at the case.")
    return [words % {"prescriber": name} for name in sorted(set(prescribers))]
