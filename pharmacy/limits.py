"""How often one visitor may come to what can be tried, filled or made to work: one table.

A visitor is an address as our proxies saw it (IPv6: its /64), and may be a whole waiting room or
all of a mobile carrier's phones; the numbers are for those. Whoever guesses at one account meets
allauth's limits before (pharmacy/sign_in.py). What is answered from memory is not counted.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from checkout.accounts.counting import Counted, count, visitor_of
from checkout.accounts.held import fields_of, is_secret
from pharmacy.counting_alone import CountingAlone

log = logging.getLogger(__name__)
WINDOW = timedelta(minutes=10)
HERE = ("127.0.0.1", "::1")
# Parts of a page, as Sec-Fetch-Dest calls them, that go somewhere without their reader.
IN = ("iframe", "frame", "embed", "object")


def posted(request: HttpRequest) -> bool:
    return request.method == "POST"


def asked(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD")


def looked_or_posted(request: HttpRequest) -> bool:
    return asked(request) or posted(request)


def by_link(request: HttpRequest) -> bool:
    return "key" in request.GET


def with_files(request: HttpRequest) -> bool:
    return posted(request) and request.content_type == "multipart/form-data"


def by_link_or_with_files(request: HttpRequest) -> bool:
    return by_link(request) or with_files(request)


class Limit(NamedTuple):
    """So many visits of one visitor in ten minutes, of those that count.

    Addresses that name the same `work` are counted together.
    """

    visits: int
    counts: Callable[[HttpRequest], bool] = posted
    work: str = ""


# Read one at a time, by one of the few threads there are.
FILES = "files"
# By the name of the address.
LIMITS = {
    "account_login": Limit(200),
    "mfa_authenticate": Limit(200),
    "mfa_login_webauthn": Limit(200),
    "account_signup": Limit(60),
    "order-keep": Limit(60),
    "account_reset_password": Limit(60),
    "account_reset_password_from_key": Limit(120),
    "order-find": Limit(60),
    "order": Limit(200, by_link),
    "order-prescription": Limit(200, by_link_or_with_files, FILES),
    "checkout-review": Limit(120),
    # Stripe is asked. Whoever waits for the payment page looks for it every three seconds.
    "pay": Limit(600, looked_or_posted),
    "order-return": Limit(120, asked),
    "checkout-patient": Limit(200, with_files, FILES),
    "checkout-patient-files": Limit(200, work=FILES),
    "order-files": Limit(200, work=FILES),
    "search": Limit(1200, asked),
    "suggestions": Limit(6000, asked),
    "waiting": Limit(60),
    "consultation-begin": Limit(120),
    "consultation": Limit(120),
    "account_email": Limit(60),
    "account-data": Limit(60),
    **dict.fromkeys(("cart-add", "cart-add-set", "cart-swap"), Limit(1200)),
}


class Limits:
    """Middleware behind all others: what another site sent is refused and counts for nobody.

    Where the database does not count, each process counts for itself: the door stands open no
    wider than there are processes, and the page says in its own way what is wrong.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._alone = CountingAlone()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        page = request.resolver_match.url_name if request.resolver_match else ""
        limit = LIMITS.get(page or "")
        if not page or limit is None or not limit.counts(request):
            return None
        if asked(request) and _is_another_sites(request):
            return render(request, "checkout/not_ours.html", status=403)
        if _sits_here(request):
            return None
        visitor = visitor_of(request)
        if not visitor:
            return None
        counted = self._counted(limit.work or page, visitor)
        if counted.visits > limit.visits:
            return too_many(request, after=counted.seconds_left)
        return None

    def _counted(self, page: str, visitor: str) -> Counted:
        try:
            return count(page, visitor, WINDOW)
        except Error as error:
            log.warning("Each process counts visits for itself: %s", type(error).__name__)
            return self._alone.count(page, visitor, WINDOW)


def too_many(request: HttpRequest, *, after: int = 60) -> HttpResponse:
    """429. What was entered stands in the page and is sent again by its button."""
    headers = {"Retry-After": str(after), "Cache-Control": "no-store"}
    if _shows_no_page(request):
        words = _("Too many requests: wait a little, then try again.")
        return HttpResponse(f"{words}\n", "text/plain; charset=utf-8", 429, headers=headers)
    context = {
        "minutes": -(-after // 60),
        "again": request.get_full_path(),
        "fields": fields_of(request) if posted(request) else None,
        "to_enter_again": any(is_secret(name) for name in request.POST) or bool(request.FILES),
    }
    response = render(request, "429.html", context, status=429)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _shows_no_page(request: HttpRequest) -> bool:
    """Scripts of ours leave the page as it is, with what is entered there."""
    return bool(request.htmx) or request.headers.get("Sec-Fetch-Dest") == "empty"  # type: ignore[attr-defined]


def _is_another_sites(request: HttpRequest) -> bool:
    """Whether a page elsewhere fetches this, unseen by whoever looks at that one.

    It would use up its visitors' numbers. A link somebody has followed is none of this.
    """
    said = request.headers
    is_followed = said.get("Sec-Fetch-Mode") == "navigate" and said.get("Sec-Fetch-Dest") not in IN
    return said.get("Sec-Fetch-Site") == "cross-site" and not is_followed


def _sits_here(request: HttpRequest) -> bool:
    """Whether a demo is tried, or measured, on the very machine it runs on."""
    comes_straight = "HTTP_X_FORWARDED_FOR" not in request.META
    return not settings.LIVE and comes_straight and request.META.get("REMOTE_ADDR") in HERE
