"""The reads of lists: some rows after or before a place, by an index, and how many there are."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan, LessThanOrEqual

from catalog.filters import Filter, Group, Prescription, Sort

# Behind every price there is.
NO_PRICE = Decimal(10**10)
BY_NAME = ("name", "medicine_id")


def price_column() -> str:
    """The one a public page may show (promotion.py)."""
    return "promoted_price" if settings.SHOP_HIDE_POM_PROMOTION else "unit_price"


def key_of(sort: Sort) -> tuple[str, ...]:
    """The columns a list is in the order of; no two of its places have the same."""
    return (price_column(), *BY_NAME) if sort == Sort.PRICE else BY_NAME


def _shown() -> Q:
    return Q(is_kept_back=False) if settings.LIVE else Q()


class PlaceQuerySet(QuerySet):
    def of(self, list_id: int):
        """Where shoppers find medicines in a list."""
        return self.filter(_shown(), list_id=list_id, is_public=True)

    def called(self, text: str, behind: str):
        """Whose folded name begins so: it stands before `behind`, as all that do."""
        return self.filter(name__gte=text, name__lt=behind)

    def staying(self, chosen: Filter):
        """What a filter lets stay."""
        kept = self
        if chosen.forms:
            kept = kept.filter(form__in=chosen.forms)
        if len(chosen.prescription) == 1:
            kept = kept.filter(needs_prescription=Prescription.NEEDED in chosen.prescription)
        if chosen.in_stock:
            kept = kept.filter(in_stock=True)
        return kept.within(chosen)

    def within(self, chosen: Filter):
        """What has a price per unit within the bounds."""
        column, kept = price_column(), self
        if chosen.least is not None:
            kept = kept.filter(**{f"{column}__gte": chosen.least, f"{column}__lt": NO_PRICE})
        if chosen.most is not None:
            kept = kept.filter(**{f"{column}__lte": chosen.most})
        return kept

    def in_order(self, sort: Sort):
        return self.order_by(*key_of(sort))

    def after(self, key: Sequence[object], sort: Sort):
        """Behind this place, whether or not anything stands there."""
        return self.filter(GreaterThan(_row(map(F, key_of(sort))), _row(map(Value, key))))

    def up_to(self, key: Sequence[object], sort: Sort):
        """The others."""
        return self.filter(LessThanOrEqual(_row(map(F, key_of(sort))), _row(map(Value, key))))

    def before(self, key: Sequence[object], sort: Sort):
        return self.filter(LessThan(_row(map(F, key_of(sort))), _row(map(Value, key))))


class TallyQuerySet(QuerySet):
    def groups(self, list_id: int) -> list[Group]:
        """How many medicines of each kind shoppers find in a list, whatever their prices."""
        kinds = self.filter(_shown(), list_id=list_id).order_by()
        kinds = kinds.values_list("form", "needs_prescription", "in_stock")
        return [
            Group(form, needs_prescription, None, in_stock, medicines)
            for form, needs_prescription, in_stock, medicines in kinds.annotate(
                sum=Sum("medicines")
            )
            if medicines
        ]

    def of_outer_category(self):
        """How many medicines shoppers find in the category of an outer query; None: never any."""
        of_one = self.filter(_shown(), list_id=OuterRef("pk")).order_by()
        return Subquery(of_one.values("list_id").annotate(sum=Sum("medicines")).values("sum"))


def _row(columns) -> Func:
    """Compared whole, as an index over the columns is in order."""
    return Func(*columns, function="ROW", output_field=TextField())
