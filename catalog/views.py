"""The public pages: the same for everybody, so none of them touches a session."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import page_reads
from catalog.advising import advised
from catalog.structured_data import medicine_data


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/home.html", {"page": page_reads.home_page()})


@require_safe
def medicines(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/medicines.html", {"page": page_reads.medicine_list()})


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    page = _found(page_reads.category_list, slug, _("There is no such category."))
    return render(request, "catalog/category.html", {"page": page})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    page = page_reads.search_list(request.GET.get("q", ""))
    return render(request, "catalog/search.html", {"page": page, "q": page.typed})


@require_safe
def medicine(request: HttpRequest, slug: str) -> HttpResponse:
    dosage = request.GET.get("dosage", "")
    read = partial(page_reads.medicine_page, now=timezone.now())
    page = _found(read, slug, _("There is no such medicine."), dosage)
    context = {
        "page": page,
        "structured_data": medicine_data(page),
        "advised": advised(page, request.GET),
    }
    return render(request, "catalog/medicine.html", context)


def _found(read: Callable[..., Any], slug: str, otherwise: str, *args: str) -> Any:
    try:
        return read(slug, *args)
    except ObjectDoesNotExist as missing:
        raise Http404(otherwise) from missing
