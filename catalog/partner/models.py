"""A pack's price. Its stock is the pool of units of its dosage."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractStockRecord

from catalog import stock
from catalog.lots.actions import take
from catalog.lots.allocating import Want
from catalog.querysets import StockRecordQuerySet


class StockRecord(AbstractStockRecord):
    """The one price of a pack, and an adapter from Oscar's stock calls to the dosage's pool."""

    price = models.DecimalField(max_digits=12, decimal_places=2, help_text=_("Including tax."))
    imported_price = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        editable=False,
        help_text=_("What the last page import set: another price since then is staff's."),
    )

    objects = StockRecordQuerySet.as_manager()

    class Meta(AbstractStockRecord.Meta):
        constraints = [
            models.UniqueConstraint(name="pack_has_one_price", fields=["product"]),
            models.CheckConstraint(name="price_is_above_zero", condition=Q(price__gt=0)),
            models.CheckConstraint(
                name="stock_is_counted_by_the_dosage",
                condition=Q(num_in_stock__isnull=True, num_allocated__isnull=True),
            ),
        ]

    @property
    def net_stock_level(self):
        """Packs of this size the pool still holds."""
        return self.product.dosage.units_free // self.product.units

    def is_allocation_consumption_possible(self, quantity):
        return quantity * self.product.units <= self.product.dosage.units_reserved

    def allocate(self, quantity):
        stock.reserve({self.product.dosage_id: quantity * self.product.units})

    def consume_allocation(self, quantity):
        want = Want(self.product_id, self.product.dosage_id, quantity * self.product.units)
        take([want], today=localdate())

    def cancel_allocation(self, quantity):
        stock.release({self.product.dosage_id: quantity * self.product.units})


from oscar.apps.partner.models import *  # noqa: E402, F403
