"""Oscar's own addresses, and one that says how many SQL statements another takes."""

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests.bench.inside import Inside, run_now


def statements(request: HttpRequest) -> HttpResponse:
    """Of the page `?of=`, which somebody has asked for before: its caches are full."""
    from tests.bench.contestants.oscar_site import application

    inside = Inside(application, f"http://{request.get_host()}")
    run_now(inside("GET", request.GET["of"], {}, b""))
    return HttpResponse(sum(inside.statements))


urlpatterns = [
    path("statements/", statements),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
