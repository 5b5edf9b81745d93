"""The public pages: the same for everybody, so none of them touches a session."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import list_reads, page_reads
from catalog.advising import advised
from catalog.shopfacts.reads import shop_with_texts
from catalog.shown.marks import LISTS, also_shows, shows
from catalog.structured_data import category_data, home_data, medicine_data, medicines_data
from catalog.wanted import CHOSEN, wanted_in


@shows(LISTS)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    shop = shop_with_texts()
    context = {"page": page_reads.home_page(), "shop": shop, "structured_data": home_data(shop)}
    return render(request, "catalog/home.html", context)


@shows(LISTS, by=CHOSEN)
@require_safe
def medicines(request: HttpRequest) -> HttpResponse:
    if "page" in request.GET:
        return _from_the_beginning(request)
    page = list_reads.medicine_list(wanted_in(request.GET))
    context = {"page": page, "structured_data": medicines_data()}
    return render(request, "catalog/medicines.html", context)


@shows(LISTS, by=CHOSEN)
@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    if "page" in request.GET:
        return _from_the_beginning(request)
    wanted = wanted_in(request.GET)
    page = _found(list_reads.category_list, slug, _("There is no such category."), wanted)
    context = {"page": page, "structured_data": category_data(page.category)}
    return render(request, "catalog/category.html", context)


@shows(by=("dosage",))
@require_safe
def medicine(request: HttpRequest, slug: str) -> HttpResponse:
    dosage = request.GET.get("dosage", "")
    read = partial(page_reads.medicine_page, now=timezone.now())
    page = _found(read, slug, _("There is no such medicine."), dosage)
    shop = shop_with_texts()
    context = {
        "page": page,
        "shop": shop,
        "structured_data": medicine_data(page, shop),
        "advised": advised(page, request.GET),
    }
    return also_shows(render(request, "catalog/medicine.html", context), page.medicine.pk)


def _from_the_beginning(request: HttpRequest) -> HttpResponse:
    """Pages of a list have no numbers any more: bookmarks and search engines may know some."""
    rest = request.GET.copy()
    del rest["page"]
    return redirect(f"{request.path}?{rest.urlencode()}".rstrip("?"), permanent=True)


def _found(read: Callable[..., Any], slug: str, otherwise: str, *args: Any) -> Any:
    try:
        return read(slug, *args)
    except ObjectDoesNotExist as missing:
        raise Http404(otherwise) from missing
