"""Guards forms of public pages, which carry no token because they are the same for everybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def same_origin(view: View) -> View:
    """Refuses (403) what another site sent; takes the place of Django's CSRF token."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not comes_from_us(request):
            return render(request, "checkout/not_ours.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


def comes_from_us(request: HttpRequest) -> bool:
    """What the browser says about the page a request comes from, which no page can forge.

    Every current browser sends Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/) to a
    trustworthy address; older ones, and plain http on another host than localhost, leave Origin.
    A client that says neither is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
