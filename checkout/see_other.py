"""Ways to send a visitor to another page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect


class SeeOther(HttpResponseRedirect):
    """303: the post was dealt with, and what to look at next is there."""

    status_code = 303


def whole_page(request: HttpRequest, address: str) -> HttpResponse:
    """To another page, also where htmx asked: it would put that page into a part of this one."""
    return HttpResponseClientRedirect(address) if request.htmx else SeeOther(address)
