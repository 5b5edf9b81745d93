"""The public pages: the same for everybody, so none of them touches a session."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import list_reads, page_reads
from catalog.structured_data import medicine_data
from catalog.wanted import wanted_in


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/home.html", {"page": page_reads.home_page()})


@require_safe
def medicines(request: HttpRequest) -> HttpResponse:
    page = list_reads.medicine_list(wanted_in(request.GET))
    return render(request, "catalog/medicines.html", {"page": page})


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    wanted = wanted_in(request.GET)
    page = _found(list_reads.category_list, slug, _("There is no such category."), wanted)
    return render(request, "catalog/category.html", {"page": page})


@require_safe
def medicine(request: HttpRequest, slug: str) -> HttpResponse:
    dosage = request.GET.get("dosage", "")
    page = _found(page_reads.medicine_page, slug, _("There is no such medicine."), dosage)
    context = {"page": page, "structured_data": medicine_data(page)}
    return render(request, "catalog/medicine.html", context)


def _found(read: Callable[..., Any], slug: str, otherwise: str, *args: Any) -> Any:
    try:
        return read(slug, *args)
    except ObjectDoesNotExist as missing:
        raise Http404(otherwise) from missing
