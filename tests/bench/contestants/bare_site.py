"""A whole Django site in one file, of one view, that answers what the file BENCH_PAGE holds."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = Path(os.environ["BENCH_PAGE"]).read_bytes()


def page(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE))})


urlpatterns = [path("medicines/<slug:slug>/", page)]
# Our own environment names the shop's settings, which are not for this site.
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bare")
application = get_wsgi_application()
