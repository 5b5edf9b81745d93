"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from catalog.shopfacts.reads import shop_with_texts


def shop(request: HttpRequest) -> dict[str, object]:
    """The shop's facts and texts, read on first use, its address, and whether this is a demo."""
    return {
        "shop": SimpleLazyObject(shop_with_texts),
        "site_url": settings.SITE_URL,
        "demo": not settings.LIVE,
    }
