"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from catalog.shopfacts.models import shop_facts


def shop(request: HttpRequest) -> dict[str, object]:
    """The shop's facts, read on first use, its own address, and whether this is a demo."""
    return {
        "shop": SimpleLazyObject(shop_facts),
        "site_url": settings.SITE_URL,
        "demo": not settings.LIVE,
    }
