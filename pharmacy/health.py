"""Two addresses for whoever watches the shop: does it run, can it serve."""

from collections.abc import Callable

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from checkout.duties import DATABASE_AWAY
from checkout.running.troubles import remarks, troubles
from pharmacy.append_only import role_problem
from pharmacy.backups.reads import backup_problem
from pharmacy.migrating import NotMigrated, check_migrated


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """503 where this process cannot serve, which is for a load balancer to know.

    Else 200, and below "ready" a line for each thing a person has to look after; for who wakes the
    owner `/readyz?all` is 503 with these, too.
    """
    try:
        refused = _refused()
        lines = [] if refused else _troubles()
    except Error:
        refused, lines = "database unreachable", []
    if refused:
        return _answer([refused], 503)
    return _answer(["ready", *lines, *remarks()], 503 if lines and "all" in request.GET else 200)


def _troubles() -> list[str]:
    """Not to know them is one, and no reason to sell nothing."""
    now = timezone.now()
    try:
        return [line for line in (*troubles(now), backup_problem(now)) if line]
    except DATABASE_AWAY:
        raise
    except Error:
        return ["nobody knows what needs looking after: was grant_web run after migrate?"]


def _refused() -> str:
    """Why nothing can be sold here, "" for no reason: what is not kept, or could not be proven."""
    try:
        check_migrated()
    except NotMigrated as lacking:
        return f"migrations are not applied, such as {lacking}"
    problem = role_problem() if settings.LIVE else ""
    return f"this database role {problem}: sign in with one of grant_web" if problem else ""


def _answer(lines: list[str], status: int) -> HttpResponse:
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain", status=status)
    patch_cache_control(response, no_store=True)
    return response


ANSWERS = {"/healthz": healthz, "/readyz": readyz}


def health_checks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever watches asks by any host's name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return ANSWERS.get(request.path_info, get_response)(request)

    return middleware
