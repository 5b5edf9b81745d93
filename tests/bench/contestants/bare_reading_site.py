"""The bare Django site (bare_site.py), but that it asks whether the shop's page is fresh."""

import os
from pathlib import Path

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from catalog.shown.changes import look, unchanged
from catalog.shown.marks import SITE

PAGE = Path(os.environ["BENCH_PAGE"]).read_bytes()
DATABASE = environ.Env.db_url_config(os.environ["DATABASE_URL"]) | {"CONN_MAX_AGE": None}


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The read alone is wanted: nothing is made anew here, whatever its answer."""
    unchanged(SHOWN, SINCE, now=NOW)
    return HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE))})


urlpatterns = [path("medicines/<slug:slug>/", page)]
settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="bare",
    USE_TZ=True,
    DATABASES={"default": DATABASE},
)
application = get_wsgi_application()
# What the page of a medicine shows.
SHOWN = (SITE, "medicine 1")
NOW = timezone.now()
SINCE = look(NOW)
