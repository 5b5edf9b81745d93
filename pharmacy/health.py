"""Two addresses for whoever watches the shop: does it run, can it serve."""

from collections.abc import Callable

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

from checkout.prescriptions.files.scanning import scanner_problem
from pharmacy.append_only import role_problem


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers too; an error of the database is a 503.

    So is a live shop that signs in to it with a role that could change the history: nothing it
    sold could be proven. Without a virus scanner the shop serves, and says so.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        problem = role_problem() if settings.LIVE else ""
    except Error:
        return HttpResponse("database unreachable\n", content_type="text/plain", status=503)
    if problem:
        words = f"this database role {problem}: sign in with one of grant_web"
        return HttpResponse(f"{words}\n", content_type="text/plain", status=503)
    words = "; ".join(filter(None, ("ready", scanner_problem())))
    return HttpResponse(f"{words}\n", content_type="text/plain")


ANSWERS = {"/healthz": healthz, "/readyz": readyz}


def health_checks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever watches asks by any host's name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return ANSWERS.get(request.path_info, get_response)(request)

    return middleware
