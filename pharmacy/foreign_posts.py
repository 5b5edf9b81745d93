"""What a page elsewhere sends is refused at every address, before anybody is asked who they are."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from checkout.same_origin import (
    View,
    carries_token,
    comes_from_elsewhere,
    comes_from_us,
    is_open_to_all,
)

# Of which nothing is changed (RFC 9110, 9.2.1).
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ForeignPosts:
    """Middleware before sessions: what it refuses opens none, and counts for nobody.

    A form with a token is refused where the browser says that it comes from another site: a token
    that somebody has got hold of helps no other page. One without is taken only where the browser
    says that it comes from us.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.method in SAFE or is_open_to_all(view):
            return None
        if not carries_token(view):
            return None if comes_from_us(request) else _refused(request, "checkout/not_ours.html")
        return _refused(request, "403_csrf.html") if comes_from_elsewhere(request) else None


def _refused(request: HttpRequest, template: str) -> HttpResponse:
    return render(request, template, status=403)
