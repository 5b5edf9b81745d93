"""Search, the same for everybody. What is typed may name an illness: it is never written down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.filters import Sort
from catalog.search import reads
from catalog.search.words import cleaned
from catalog.wanted import wanted_in


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = cleaned(request.GET.get("q", ""))
    page = reads.search_page(wanted_in(request.GET, usual=Sort.MATCH, search=typed))
    return render(request, "catalog/search.html", {"page": page, "q": typed})


@require_safe
@cache_control(private=True, no_cache=True)
def suggestions(request: HttpRequest) -> HttpResponse:
    """They name prices, and a price is another from the moment it is set: nobody keeps them."""
    found = reads.suggestions(request.GET.get("q", ""))
    return render(request, "catalog/_suggestions.html", {"found": found})
