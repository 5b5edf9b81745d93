"""A text of the shop at its address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.shown.marks import shows
from catalog.structured_data import text_data
from catalog.texts.kinds import TextKind
from catalog.texts.models import Text
from catalog.texts.rendering import first_words, rendered


@shows()
@require_safe
def text(request: HttpRequest, kind: TextKind) -> HttpResponse:
    found = Text.objects.shown().filter(kind=kind).first()
    if found is None:
        raise Http404(_("There is no such text."))
    page = {
        "text": found,
        "html": rendered(found.body),
        "description": first_words(found.body) or str(kind.label),
        "structured_data": text_data(kind),
    }
    return render(request, "catalog/text.html", page)
