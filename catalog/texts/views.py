"""A text of the shop at its address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.shown.marks import shows
from catalog.structured_data import text_data
from catalog.texts.kinds import ALWAYS_THERE, TextKind
from catalog.texts.models import Text
from catalog.texts.rendering import first_words, rendered
from catalog.texts.told import told


@shows()
@require_safe
def text(request: HttpRequest, kind: TextKind) -> HttpResponse:
    found = Text.objects.shown().filter(kind=kind).first()
    if found is None and kind not in ALWAYS_THERE:
        raise Http404(_("There is no such text."))
    body = found.body if found else ""
    page = {
        "text": found,
        "title": str(kind.label),
        "html": rendered(body),
        "description": first_words(body) or str(kind.label),
        "structured_data": text_data(kind),
        **told(kind),
    }
    return render(request, "catalog/text.html", page)
