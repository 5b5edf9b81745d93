"""A shop that is closed for a while: shoppers read that it opens again, money goes on moving."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

# While a file of this name lies in DATA.
SIGN = "closed"
# While this one does, no worker works; what is to be done first stands in it.
RESTORED = "restored"
# When browsers and search engines may come again, in seconds.
COME_AGAIN = 300


def closed_for_now(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 503 for shoppers. Staff may look; what Stripe says is not kept waiting.

    Nothing but a file is asked, so that a database may be away or change meanwhile.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_closed() and not _stays_open(request.path_info):
            return _closed()
        return get_response(request)

    return middleware


def is_closed() -> bool:
    return (settings.DATA_DIR / SIGN).exists()


def why_nothing_is_kept() -> str:
    """Why the worker must not touch cards, or mail anybody; "" where it may."""
    sign = settings.DATA_DIR / RESTORED
    return (sign.read_text() or f"{sign} is there.") if sign.exists() else ""


def _stays_open(path: str) -> bool:
    """Staff sign in at the account's own pages."""
    return path.startswith((reverse("admin:index"), reverse("account"), reverse("webhook")))


def _closed() -> HttpResponse:
    headers = {"Retry-After": str(COME_AGAIN), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
