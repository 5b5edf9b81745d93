from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from catalog.at_once import AtOnce, key

STATES = [
    ("awaiting_payment", "awaiting payment"),
    ("awaiting_pharmacist", "awaiting the pharmacist"),
    ("needs_information", "needs information"),
    ("approved", "approved"),
    ("approved_awaiting_payment", "approved, awaiting payment"),
    ("paid", "paid"),
    ("dispensed", "dispensed"),
    ("shipped", "shipped"),
    ("delivered", "delivered"),
    ("refunded", "refunded"),
    ("rejected", "rejected"),
    ("cancelled", "cancelled"),
    ("expired", "expired"),
]
LEGAL_CLASSES = [
    ("GSL", "general sale"),
    ("P", "pharmacist must agree"),
    ("POM", "prescription-only"),
    ("CD", "controlled: cannot be sold here"),
]


class Migration(migrations.Migration):
    replaces = [
        ("order", "0022_frozen_orders"),
        ("order", "0024_moves_are_dated_by_their_decision"),
        ("order", "0025_approved_orders_wait_for_payment"),
        ("order", "0027_orders_wait_for_the_patient"),
        ("order", "0028_lines_know_their_lots"),
        ("order", "0029_orders_are_sent_and_come_back"),
        ("order", "0034_a_tracking_number_may_be_corrected"),
        ("order", "0036_parcels_know_when_they_were_forgotten"),
        ("order", "0037_parcels_are_blanked_with_their_person"),
    ]
    dependencies = [
        ("basket", "0013_carts_hold_packs"),
        ("catalogue", "0034_stock_moves_by_the_lot"),
        ("lots", "0001_lots_have_numbers_and_expiries"),
        ("order", "0021_billingaddress_code_shippingaddress_code"),
        ("partner", "0008_prices_of_packs_and_their_past"),
        ("sites", "0002_alter_domain_unique"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "DispensedLot",
                [
                    ("id", key()),
                    (
                        "line",
                        models.ForeignKey(
                            "order.line", models.CASCADE, related_name="dispensed_lots"
                        ),
                    ),
                    (
                        "lot",
                        models.ForeignKey("lots.lot", models.PROTECT, related_name="dispensed"),
                    ),
                    ("units", models.PositiveIntegerField()),
                    ("dispensed_on", models.DateField(help_text="By the shop's clock.")),
                ],
                {
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["line", "lot"], name="line_takes_a_lot_once"
                        ),
                        models.CheckConstraint(
                            condition=Q(units__gte=1), name="dispensed_lot_has_units"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Dispatch",
                [
                    ("id", key()),
                    (
                        "order",
                        models.ForeignKey("order.order", models.CASCADE, related_name="dispatches"),
                    ),
                    ("carrier", models.CharField(max_length=60)),
                    ("tracking", models.CharField(max_length=60)),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
                        ),
                    ),
                    ("erased_at", models.DateTimeField(null=True)),
                ],
                {
                    "constraints": [
                        models.CheckConstraint(
                            condition=(Q(erased_at__isnull=True) & ~Q(carrier="") & ~Q(tracking=""))
                            | Q(carrier="", erased_at__isnull=False, tracking=""),
                            name="dispatch_can_be_tracked",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "TakenBack",
                [
                    ("id", key()),
                    (
                        "line",
                        models.ForeignKey("order.line", models.CASCADE, related_name="taken_back"),
                    ),
                    ("packs", models.PositiveIntegerField()),
                    ("reason", models.CharField(max_length=255)),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
                        ),
                    ),
                    ("erased_at", models.DateTimeField(null=True)),
                ],
                {
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(packs__gte=1)
                            & (
                                (Q(erased_at__isnull=True) & ~Q(reason=""))
                                | Q(erased_at__isnull=False, reason="")
                            ),
                            name="taken_back_packs_and_why",
                        ),
                    ],
                },
            ),
            migrations.AlterModelOptions(
                "order",
                {
                    "verbose_name": "Order",
                    "verbose_name_plural": "Orders",
                    "ordering": ["-date_placed"],
                    "permissions": [
                        ("dispense_order", "Can dispense orders"),
                        ("refund_order", "Can refund orders"),
                        ("repair_order", "Can put an order's payment right"),
                        ("ship_order", "Can ship orders and note their delivery"),
                        ("take_back_order", "Can note what came back of orders"),
                        ("recall_lot", "Can see who got a lot"),
                    ],
                },
            ),
            migrations.AddField(
                "order",
                "amount_to_capture",
                models.DecimalField(
                    max_digits=12,
                    decimal_places=2,
                    null=True,
                    editable=False,
                    help_text="Frozen at approval: approved goods, tax and delivery.",
                ),
            ),
            migrations.AddField(
                "order",
                "payment_due_at",
                models.DateTimeField(
                    null=True,
                    editable=False,
                    help_text="Until when an approved order waits for the patient to pay.",
                ),
            ),
            migrations.AddField(
                "order",
                "information_due_at",
                models.DateTimeField(
                    null=True,
                    editable=False,
                    help_text="Until when an order waits for its prescription or for the patient's answer.",
                ),
            ),
            migrations.AddField(
                "order", "is_demo", models.BooleanField(default=False, editable=False)
            ),
            migrations.AlterField(
                "order",
                "status",
                models.CharField(
                    max_length=26,
                    default="awaiting_payment",
                    choices=STATES,
                ),
            ),
            migrations.AddIndex(
                "order",
                models.Index(
                    fields=["date_placed"],
                    condition=Q(status__in=["awaiting_pharmacist", "needs_information"]),
                    name="order_is_an_open_case",
                ),
            ),
            migrations.AddIndex(
                "order",
                models.Index(
                    fields=["information_due_at"],
                    condition=Q(status="needs_information"),
                    name="order_waits_for_the_patient",
                ),
            ),
            migrations.AddIndex(
                "order",
                models.Index(
                    fields=["payment_due_at"],
                    condition=Q(status="approved_awaiting_payment"),
                    name="order_waits_for_payment",
                ),
            ),
            migrations.AddConstraint(
                "order",
                models.CheckConstraint(
                    condition=Q(status__in=[state for state, _words in STATES]),
                    name="order_state_is_known",
                ),
            ),
            migrations.AddConstraint(
                "order", models.UniqueConstraint(fields=["basket"], name="cart_becomes_one_order")
            ),
            migrations.AddConstraint(
                "order",
                models.CheckConstraint(
                    condition=Q(amount_to_capture__isnull=True)
                    | Q(amount_to_capture__gt=0, amount_to_capture__lte=F("total_incl_tax")),
                    name="order_captures_no_more_than_its_total",
                ),
            ),
            migrations.AddConstraint(
                "order",
                models.CheckConstraint(
                    condition=~Q(
                        status__in=[
                            "approved",
                            "approved_awaiting_payment",
                            "delivered",
                            "dispensed",
                            "paid",
                            "refunded",
                            "shipped",
                        ]
                    )
                    | Q(amount_to_capture__isnull=False),
                    name="approved_order_knows_what_to_capture",
                ),
            ),
            migrations.AddConstraint(
                "order",
                models.CheckConstraint(
                    condition=~Q(status="approved_awaiting_payment")
                    | Q(payment_due_at__isnull=False),
                    name="approved_order_waits_for_payment_until_a_day",
                ),
            ),
            migrations.AddConstraint(
                "order",
                models.CheckConstraint(
                    condition=~Q(status="needs_information") | Q(information_due_at__isnull=False),
                    name="order_waits_for_the_patient_until_a_day",
                ),
            ),
            migrations.AddField(
                "line",
                "dosage",
                models.ForeignKey("catalogue.dosage", models.PROTECT, default=0, related_name="+"),
                preserve_default=False,
            ),
            migrations.AddField(
                "line",
                "medicine_name",
                models.CharField(max_length=255, default=""),
                preserve_default=False,
            ),
            migrations.AddField(
                "line",
                "dosage_label",
                models.CharField(max_length=60, default=""),
                preserve_default=False,
            ),
            migrations.AddField(
                "line", "unit", models.CharField(max_length=12, default=""), preserve_default=False
            ),
            migrations.AddField(
                "line",
                "units",
                models.PositiveIntegerField(default=0, help_text="Units in one pack."),
                preserve_default=False,
            ),
            migrations.AddField(
                "line",
                "legal_class",
                models.CharField(
                    max_length=3,
                    default="",
                    choices=LEGAL_CLASSES,
                ),
                preserve_default=False,
            ),
            migrations.AddField(
                "line",
                "tax_rate",
                models.DecimalField(
                    max_digits=5, decimal_places=2, default=0, help_text="In percent."
                ),
                preserve_default=False,
            ),
            migrations.AddField(
                "line", "approved_quantity", models.PositiveIntegerField(null=True, editable=False)
            ),
            migrations.AddField(
                "line",
                "replaces",
                models.ForeignKey(
                    "order.line",
                    models.PROTECT,
                    null=True,
                    editable=False,
                    related_name="replaced_by",
                ),
            ),
            migrations.AlterField(
                "line",
                "product",
                models.ForeignKey("catalogue.product", models.PROTECT, related_name="+"),
            ),
            migrations.AlterField(
                "line",
                "stockrecord",
                models.ForeignKey("partner.stockrecord", models.PROTECT, related_name="+"),
            ),
            migrations.AddConstraint(
                "line",
                models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_has_packs"),
            ),
            migrations.AddConstraint(
                "line",
                models.CheckConstraint(
                    condition=Q(legal_class__in=["GSL", "P", "POM"]),
                    name="controlled_medicines_are_never_ordered",
                ),
            ),
            migrations.AddConstraint(
                "line",
                models.CheckConstraint(
                    condition=Q(approved_quantity__isnull=True)
                    | Q(approved_quantity__lte=F("quantity")),
                    name="no_more_packs_approved_than_ordered",
                ),
            ),
            migrations.AddField(
                "orderstatuschange",
                "by",
                models.ForeignKey(
                    settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
                ),
            ),
            migrations.AddField(
                "orderstatuschange", "reason", models.CharField(max_length=255, blank=True)
            ),
            migrations.AlterField(
                "orderstatuschange", "date_created", models.DateTimeField(db_index=True)
            ),
        )
    ]
