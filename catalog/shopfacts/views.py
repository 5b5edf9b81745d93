"""How to reach the shop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.shopfacts.reads import shop_with_texts
from catalog.shown.marks import shows
from catalog.structured_data import contact_data


@shows()
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    shop = shop_with_texts()
    page = {"shop": shop, "structured_data": contact_data(shop)}
    return render(request, "catalog/contact.html", page)
