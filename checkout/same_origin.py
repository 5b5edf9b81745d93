"""Which posts are taken for our own, by what the browser says of the page they come from.

Every address is held to it, before anybody's session is asked for (pharmacy/foreign_posts.py).
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]
FROM_ANYWHERE = "from_anywhere"


def same_origin(view: View) -> View:
    """For forms of public pages, which carry no token because they are the same for everybody.

    In the token's place stands that the browser itself says it comes from us.
    """
    return csrf_exempt(view)


def from_anywhere(view: View) -> View:
    """For what other programs send: the view itself has to prove who they are."""
    opened = csrf_exempt(view)
    setattr(opened, FROM_ANYWHERE, True)
    return opened


def is_open_to_all(view: View) -> bool:
    return hasattr(view, FROM_ANYWHERE)


def carries_token(view: View) -> bool:
    """Whether Django looks for a token in what is sent there."""
    return not getattr(view, "csrf_exempt", False)


def comes_from_us(request: HttpRequest) -> bool:
    """What the browser says about the page a request comes from, which no page can forge.

    Every current browser sends Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/) to a
    trustworthy address; older ones, and plain http on another host than localhost, leave Origin.
    A client that says neither is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == _our_origin(request)


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says of a form with a token that it comes from another site.

    One that is loaded again may come from nowhere ("none"). Where nothing is said, the token says
    enough.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site not in ("same-origin", "none")
    return origin is not None and origin != _our_origin(request)


def _our_origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
