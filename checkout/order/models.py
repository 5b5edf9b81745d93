"""An order: frozen lines and totals, one state, and who moved it when."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from oscar.apps.address.abstract_models import AbstractShippingAddress
from oscar.apps.order.abstract_models import (
    AbstractLine,
    AbstractOrder,
    AbstractOrderStatusChange,
)

from catalog.legal_class import LegalClass, needs_pharmacist
from catalog.strengths import strength_text
from catalog.units import Unit, count
from checkout.order.states import EVER_APPROVED, OPEN_CASES, UNDER_WAY, OrderState


class Order(AbstractOrder):
    """A purchase. Its number identifies and never authorises: see checkout/order/page/access.py."""

    status = models.CharField(
        max_length=26, choices=OrderState, default=OrderState.AWAITING_PAYMENT
    )
    amount_to_capture = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        editable=False,
        help_text="Frozen at approval: approved goods, tax and delivery.",
    )
    payment_due_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Until when an approved order waits for the patient to pay.",
    )
    information_due_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Until when an order waits for its prescription or for the patient's answer.",
    )
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta(AbstractOrder.Meta):
        permissions = [
            ("dispense_order", "Can dispense orders"),
            ("refund_order", "Can refund orders"),
            ("repair_order", "Can put an order's payment right"),
            ("ship_order", "Can ship orders and note their delivery"),
            ("take_back_order", "Can note what came back of orders"),
            ("recall_lot", "Can see who got a lot"),
        ]
        constraints = [
            models.CheckConstraint(
                name="order_state_is_known", condition=Q(status__in=OrderState.values)
            ),
            models.UniqueConstraint(name="cart_becomes_one_order", fields=["basket"]),
            models.CheckConstraint(
                name="order_captures_no_more_than_its_total",
                condition=Q(amount_to_capture__isnull=True)
                | Q(amount_to_capture__gt=0, amount_to_capture__lte=F("total_incl_tax")),
            ),
            models.CheckConstraint(
                name="approved_order_knows_what_to_capture",
                condition=~Q(status__in=sorted(EVER_APPROVED)) | Q(amount_to_capture__isnull=False),
            ),
            models.CheckConstraint(
                name="approved_order_waits_for_payment_until_a_day",
                condition=~Q(status=OrderState.APPROVED_AWAITING_PAYMENT)
                | Q(payment_due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="order_waits_for_the_patient_until_a_day",
                condition=~Q(status=OrderState.NEEDS_INFORMATION)
                | Q(information_due_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["date_placed"],
                name="order_is_an_open_case",
                condition=Q(status__in=sorted(OPEN_CASES)),
            ),
            models.Index(
                fields=["information_due_at"],
                name="order_waits_for_the_patient",
                condition=Q(status=OrderState.NEEDS_INFORMATION),
            ),
            models.Index(
                fields=["payment_due_at"],
                name="order_waits_for_payment",
                condition=Q(status=OrderState.APPROVED_AWAITING_PAYMENT),
            ),
            models.Index(
                fields=["status"],
                name="order_is_under_way",
                condition=Q(status__in=sorted(UNDER_WAY)),
            ),
            models.Index(fields=["status", "-date_placed", "-id"], name="orders_by_state"),
            GinIndex(
                OpClass(Upper("number"), name="gin_trgm_ops"),
                OpClass(Upper("guest_email"), name="gin_trgm_ops"),
                name="orders_by_any_part",
            ),
        ]

    def get_absolute_url(self):
        return reverse("order", kwargs={"number": self.number})

    @property
    def needs_pharmacist(self) -> bool:
        return any(needs_pharmacist(line.legal_class) for line in self.lines.all())

    @property
    def pack_count(self) -> int:
        return sum(line.quantity for line in self.lines.all() if line.replaces_id is None)


class ShippingAddress(AbstractShippingAddress):
    """Where an order goes; it goes with the person of its order."""

    class Meta(AbstractShippingAddress.Meta):
        abstract = False
        indexes = [
            GinIndex(
                OpClass(Upper("first_name"), name="gin_trgm_ops"),
                OpClass(Upper("last_name"), name="gin_trgm_ops"),
                name="addresses_by_any_name",
            )
        ]


class Line(AbstractLine):
    """One pack of an order, as it was named, priced and classed when the order was placed."""

    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="+")
    stockrecord = models.ForeignKey("partner.StockRecord", models.PROTECT, related_name="+")
    dosage = models.ForeignKey("catalogue.Dosage", models.PROTECT, related_name="+")
    medicine_name = models.CharField(max_length=255)
    dosage_label = models.CharField(max_length=60)
    unit = models.CharField(max_length=12)
    units = models.PositiveIntegerField(help_text="Units in one pack.")
    legal_class = models.CharField(max_length=3, choices=LegalClass)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, help_text="In percent.")
    approved_quantity = models.PositiveIntegerField(null=True, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="replaced_by"
    )

    class Meta(AbstractLine.Meta):
        constraints = [
            models.CheckConstraint(name="order_line_has_packs", condition=Q(quantity__gte=1)),
            models.CheckConstraint(
                name="controlled_medicines_are_never_ordered",
                condition=Q(legal_class__in=[LegalClass.GSL, LegalClass.P, LegalClass.POM]),
            ),
            models.CheckConstraint(
                name="no_more_packs_approved_than_ordered",
                condition=Q(approved_quantity__isnull=True)
                | Q(approved_quantity__lte=F("quantity")),
            ),
        ]

    def __str__(self):
        return f"{self.quantity} x {self.title}"

    @property
    def approved_price(self) -> Decimal:
        """What the approved packs cost, tax included; of all packs before anybody has decided."""
        packs = self.quantity if self.approved_quantity is None else self.approved_quantity
        return self.unit_price_incl_tax * packs

    @property
    def dosage_text(self) -> str:
        return strength_text(self.dosage_label)

    @property
    def pack_text(self) -> str:
        return count(self.unit, self.units)

    @property
    def unit_named(self) -> Unit:
        return Unit(self.unit)


class OrderStatusChange(AbstractOrderStatusChange):
    """When an order moved, by whom and why."""

    # The moment the move was decided, which the action is told; not when its row was written.
    date_created = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=255, blank=True)


class DispensedLot(models.Model):
    """Units of a lot that left the shelf for a line; rows are only ever added."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="dispensed_lots")
    lot = models.ForeignKey("lots.Lot", models.PROTECT, related_name="dispensed")
    units = models.PositiveIntegerField()
    dispensed_on = models.DateField(help_text="By the shop's clock.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="line_takes_a_lot_once", fields=["line", "lot"]),
            models.CheckConstraint(name="dispensed_lot_has_units", condition=Q(units__gte=1)),
        ]

    def __str__(self):
        return f"{self.units} of {self.lot} for line {self.line_id}"


class Dispatch(models.Model):
    """How a dispensed order was sent; rows are only ever added, and the last one counts.

    Carrier and number lead to the person: they are blanked when the order's is forgotten.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="dispatches")
    carrier = models.CharField(max_length=60)
    tracking = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dispatch_can_be_tracked",
                condition=Q(erased_at__isnull=True) & ~Q(carrier="") & ~Q(tracking="")
                | Q(erased_at__isnull=False, carrier="", tracking=""),
            )
        ]

    def __str__(self):
        return f"{self.carrier}, {self.tracking}"


class TakenBack(models.Model):
    """Packs that came back and were destroyed: no medicine is sold twice. Only ever added.

    The reason is blanked when the order's person is forgotten.
    """

    line = models.ForeignKey(Line, models.CASCADE, related_name="taken_back")
    packs = models.PositiveIntegerField()
    reason = models.CharField(max_length=255)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taken_back_packs_and_why",
                condition=Q(packs__gte=1)
                & (
                    Q(erased_at__isnull=True) & ~Q(reason="")
                    | Q(erased_at__isnull=False, reason="")
                ),
            )
        ]

    def __str__(self):
        return f"{self.packs} of line {self.line_id}: {self.reason}"


from oscar.apps.order.models import *  # noqa: E402, F403
