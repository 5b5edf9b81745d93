"""The list of medicines: each with its dosages and its lowest price per unit, in two more reads."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.long_lists import LongList
from catalog.models import Dosage
from catalog.partner.models import StockRecord
from catalog.pictures.models import Picture
from catalog.pricing import PackOffer


class OnTheSite(admin.BooleanFieldListFilter):
    """Whether shoppers see the medicine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("on the site")


class InCategory(admin.RelatedFieldListFilter):
    """By category, or in none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("category")
        self.empty_value_display = _("No category")


class NeedsCheck(admin.SimpleListFilter):
    """Pages that wait for a pharmacist to check them."""

    title = gettext_lazy("to check")
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("1", _("To check")), ("0", _("Nothing to check"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "1":
            return queryset.exclude(check_note="")
        return queryset.filter(check_note="") if self.value() == "0" else queryset


class NeedsReview(admin.SimpleListFilter):
    """Texts that need a pharmacist's review and have none as they stand."""

    title = gettext_lazy("to review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("1", _("To review")), ("0", _("Nothing to review"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "1":
            return queryset.awaiting_review()
        return queryset.awaiting_no_review() if self.value() == "0" else queryset


class NeedsPicture(admin.SimpleListFilter):
    """Medicines with no picture, or with one that cannot be read and is to be uploaded anew."""

    title = gettext_lazy("picture")
    parameter_name = "picture"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("0", _("No picture")), ("broken", _("Cannot be read"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "broken":
            return queryset.filter(Picture.objects.broken().any_of_outer_medicine())
        none = ~Picture.objects.any_of_outer_medicine()
        return queryset.filter(none) if self.value() == "0" else queryset


class MedicineList(LongList):
    """Adds `listed_dosages` (texts in order) and `lowest` (PackOffer or None) to each medicine."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        dosages = _dosages([medicine.pk for medicine in self.result_list])
        lowest = _lowest_offers([medicine.pk for medicine in self.result_list])
        for medicine in self.result_list:
            medicine.listed_dosages = dosages[medicine.pk]
            medicine.lowest = lowest.get(medicine.pk)


def _dosages(medicine_ids: Iterable[int]) -> dict[int, list[str]]:
    texts = defaultdict(list)
    for dosage in Dosage.objects.filter(medicine_id__in=medicine_ids):
        texts[dosage.medicine_id].append(dosage.text)
    return texts


def _lowest_offers(medicine_ids: Iterable[int]) -> dict[int, PackOffer]:
    """Of the packs on sale, whether or not the medicine is on the site."""
    packs = StockRecord.objects.for_medicines(medicine_ids).not_taken_off_sale()
    lowest: dict[int, PackOffer] = {}
    for medicine_id, units, price in packs.values_list(
        "product__parent_id", "product__units", "price"
    ):
        offer = PackOffer(units, price)
        if medicine_id not in lowest or offer.rate < lowest[medicine_id].rate:
            lowest[medicine_id] = offer
    return lowest
