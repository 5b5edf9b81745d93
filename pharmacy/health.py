"""Two addresses for whoever watches the shop: does it run, can it serve."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

from checkout.prescriptions.files.scanning import scanner_problem


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers too; an error of the database is a 503.

    Without a virus scanner the shop serves, and says so.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database unreachable\n", content_type="text/plain", status=503)
    words = "; ".join(filter(None, ("ready", scanner_problem())))
    return HttpResponse(f"{words}\n", content_type="text/plain")


ANSWERS = {"/healthz": healthz, "/readyz": readyz}


def health_checks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, the first of all: a load balancer asks by address and over plain http."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return ANSWERS.get(request.path_info, get_response)(request)

    return middleware
