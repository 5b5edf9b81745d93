"""What search engines ask for first: what they may read, and where everything is."""

from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.found import reads
from catalog.found import sitemap as xml
from catalog.found.robots import robots_text

for_an_hour = cache_control(public=True, max_age=3600)


@for_an_hour
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(robots_text(), content_type="text/plain")


@for_an_hour
@require_safe
def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """The parts."""
    medicines = [reverse("sitemap-medicines", args=[part]) for part in reads.medicine_parts()]
    parts = [reverse("sitemap-pages"), *medicines]
    return _xml(xml.index(xml.Entry(f"{settings.SITE_URL}{part}") for part in parts))


@for_an_hour
@require_safe
def pages(request: HttpRequest) -> StreamingHttpResponse:
    return _xml(xml.url_set(reads.pages()))


@for_an_hour
@require_safe
def medicines(request: HttpRequest, part: int) -> StreamingHttpResponse:
    entries = reads.medicines_of(part)
    first = next(entries, None)
    if first is None:
        raise Http404
    return _xml(xml.url_set(chain([first], entries)))


def _xml(text: Iterator[str]) -> StreamingHttpResponse:
    return StreamingHttpResponse(text, content_type="application/xml")
