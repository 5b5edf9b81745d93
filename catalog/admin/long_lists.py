"""Admin's lists where there may be very many rows: counted up to a bound, in an order an index has.

Nobody turns thousands of pages: who has so many rows searches or narrows them down.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property


class FirstRows(Paginator):
    """Pages of the first `most` rows, which are all there are unless it `is_cut`."""

    def __init__(self, rows: QuerySet[Any], a_page: int, most: int) -> None:
        super().__init__(rows, a_page)
        self.most = most

    @cached_property
    def _counted(self) -> int:
        return int(self.object_list.order_by().values("pk")[: self.most + 1].count())

    @property
    def count(self) -> int:
        return min(self._counted, self.most)

    @property
    def is_cut(self) -> bool:
        return self._counted > self.most


class LongList(ChangeList):
    """Of more rows than are counted the first in the list's usual order, whatever was asked for."""

    is_cut = False

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.is_cut = self.paginator.is_cut
        if not self.query and not self.has_active_filters:
            # So that nobody is offered to see all where all are seen.
            self.full_result_count = self.result_count
        if self.is_cut:
            self.paginator.object_list = self.queryset.order_by(*self.model_admin.ordering)
            self.result_list = self.paginator.page(self.page_num).object_list


class LongListAdmin(admin.ModelAdmin):
    """`ordering` has to be total, and one that an index has."""

    ordering: Sequence[Any]
    most_listed = 5_000
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[LongList]:
        return LongList

    def get_paginator(
        self, request: HttpRequest, queryset: QuerySet[Any], per_page: int, *_: Any, **__: Any
    ) -> FirstRows:
        return FirstRows(queryset, per_page, self.most_listed)
