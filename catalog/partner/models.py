"""A pack's price, and what it was before. Its stock is the pool of units of its dosage."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractStockRecord

from catalog import stock
from catalog.lots.actions import take
from catalog.lots.allocating import Want
from catalog.querysets import PriceFromQuerySet, StockRecordQuerySet


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
        indexes = [models.Index(name="packs_by_price", fields=["price", "product"])]
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


class PriceFrom(models.Model):
    """What was asked for a pack from a moment on, until its next row; who made it so, how and why.

    The database writes a row whenever the price, the size, the strength or being on sale changes
    (migration 0013). Rows are only ever added, and stay when the pack goes: hence no constraint.
    """

    pack = models.ForeignKey(
        "catalogue.Product",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    since = models.DateTimeField()
    price = models.DecimalField(max_digits=12, decimal_places=2, help_text=_("Including tax."))
    strength = models.CharField(max_length=60, help_text=_("As in 10mg."))
    units = models.PositiveIntegerField()
    on_sale = models.BooleanField(help_text=_("The pack and its medicine."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    how = models.CharField(
        max_length=60, blank=True, help_text=_("The way it took (prices/how.py), or the command.")
    )
    why = models.CharField(max_length=200, blank=True)
    batch = models.UUIDField(
        null=True, help_text=_("The request or command: what was changed together.")
    )

    objects = PriceFromQuerySet.as_manager()

    class Meta:
        app_label = "partner"
        default_permissions = ()
        ordering = ["since", "pk"]
        indexes = [
            models.Index(name="prices_of_a_pack", fields=["pack", "since"]),
            models.Index(name="prices_changed_together", fields=["batch"]),
            models.Index(name="prices_by_time", fields=["since"]),
        ]

    def __str__(self):
        return f"{self.units} x {self.strength}: {self.price}, {self.since}"


from oscar.apps.partner.models import *  # noqa: E402, F403
