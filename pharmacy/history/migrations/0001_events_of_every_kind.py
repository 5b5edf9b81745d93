from hashlib import sha1

import pghistory.utils
from django.conf import settings
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import migrations, models
from django.utils import timezone
from oscar.core.utils import get_default_currency
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from catalog.at_once import AtOnce, key


def event(name, /, *, of=None, id=models.BigIntegerField(), **fields):
    """The table of one kind of event: as pghistory makes it, found by row, moment and `of`."""
    slug = name.lower()
    indexed = ["id", "pgh_created_at", *([of] if of else [])]
    return migrations.CreateModel(
        f"{name}Event",
        [
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", id),
            *fields.items(),
        ],
        {
            "default_permissions": (),
            "indexes": [
                models.Index(fields=[column], name=f"history_{slug[:14]}_{column[:6]}")
                for column in indexed
            ],
            "triggers": [only_added_to(name)],
        },
    )


def points(to, **options):
    """At a row that may be gone by now."""
    return models.ForeignKey(
        to,
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        related_query_name="+",
        **options,
    )


def only_added_to(name):
    # pgtrigger finds its own by such names.
    hashed = sha1(f"history.{name}Event:only_added_to".encode()).hexdigest()
    return Trigger(
        name="only_added_to",
        sql=UpsertTriggerSql(
            pgid=f"pgtrigger_only_added_to_{hashed[:5]}",
            table=f"history_{name.lower()}event",
            when="BEFORE",
            operation="UPDATE OR DELETE OR TRUNCATE",
            level="STATEMENT",
            func="RAISE EXCEPTION 'The history is only ever added to.'"
            " USING ERRCODE = 'restrict_violation';",
        ),
    )


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("history", "0001_what_enters_the_history"),
        ("history", "0003_reductions_enter_the_history"),
        ("history", "0005_texts_enter_the_history"),
        ("history", "0006_pictures_enter_the_history"),
        ("history", "0007_what_pictures_show_enters_the_history"),
    ]
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("catalogue", "0034_stock_moves_by_the_lot"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("lots", "0001_lots_have_numbers_and_expiries"),
        ("order", "0022_what_was_ordered"),
        ("payment", "0006_attempts_outbox_refunds_and_ledger"),
        ("prescriptions", "0001_patients_prescriptions_and_decisions"),
        ("substances", "0001_substances_and_interactions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "Entry",
                [
                    ("id", key()),
                ],
                {
                    "verbose_name": "event",
                    "verbose_name_plural": "history",
                    "managed": False,
                    "default_permissions": ("view",),
                },
            ),
            event(
                "Price",
                of="product",
                product=points("catalogue.product", verbose_name="Product"),
                price=models.DecimalField(
                    max_digits=12, decimal_places=2, help_text="Including tax."
                ),
            ),
            event(
                "Reduction",
                of="pack",
                pack=points("catalogue.product"),
                begins_at=models.DateTimeField(),
                ends_at=models.DateTimeField(),
                announced_by=points(settings.AUTH_USER_MODEL),
                ended_by=points(settings.AUTH_USER_MODEL, null=True),
            ),
            event(
                "Product",
                of="parent",
                parent=points(
                    "catalogue.product",
                    verbose_name="Parent product",
                    blank=True,
                    null=True,
                    help_text="Only choose a parent product if you're creating a child product.  For example if this is a size 4 of a particular t-shirt.  Leave blank if this is a stand-alone product (i.e. there is only one version of this product).",
                ),
                structure=models.CharField(
                    max_length=10,
                    default="parent",
                    choices=[("parent", "medicine"), ("child", "pack")],
                ),
                dosage=points("catalogue.dosage", blank=True, null=True),
                units=models.PositiveIntegerField(
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Units in the pack.",
                ),
                is_public=models.BooleanField(
                    verbose_name="Is public",
                    default=True,
                    help_text="Show this product in search results and catalogue listings.",
                ),
                legal_class=models.CharField(
                    max_length=3,
                    blank=True,
                    choices=[
                        ("GSL", "general sale"),
                        ("P", "pharmacist must agree"),
                        ("POM", "prescription-only"),
                        ("CD", "controlled: cannot be sold here"),
                    ],
                    help_text="Of a pack: only where its size demands a stricter class than the medicine's.",
                ),
                max_units_per_order=models.PositiveIntegerField(
                    blank=True, null=True, validators=[MinValueValidator(1)]
                ),
                max_units_per_period=models.PositiveIntegerField(
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Of one patient, over all orders of so many days.",
                ),
                period_days=models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Days of that limit.",
                ),
                minimum_age=models.PositiveSmallIntegerField(
                    blank=True, null=True, help_text="In years."
                ),
                is_high_risk=models.BooleanField(
                    default=False,
                    help_text="Approved only with a note of how it was verified.",
                ),
            ),
            event(
                "Substance",
                is_group=models.BooleanField(
                    verbose_name="group",
                    default=False,
                    help_text="As in opioids: it has members, not medicines.",
                ),
                general_sale_up_to=models.PositiveIntegerField(
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Units a pack; a larger one a pharmacist has to agree to.",
                ),
                pharmacy_up_to=models.PositiveIntegerField(
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Units a pack; a larger one needs a prescription.",
                ),
                max_units_per_sale=models.PositiveIntegerField(
                    verbose_name="most units in an order",
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Over all medicines that contain it.",
                ),
            ),
            event(
                "Interaction",
                of="a",
                a=points("substances.substance", verbose_name="substance"),
                b=points("substances.substance", verbose_name="and"),
                severity=models.CharField(
                    max_length=8,
                    choices=[
                        ("serious", "serious"),
                        ("moderate", "moderate"),
                        ("minor", "minor"),
                    ],
                ),
            ),
            event(
                "Dosage",
                of="medicine",
                medicine=points("catalogue.product"),
                label=models.CharField(max_length=60, help_text="As in 10mg."),
                units_on_hand=models.PositiveIntegerField(default=0, editable=False),
                units_short=models.PositiveIntegerField(default=0, editable=False),
            ),
            event(
                "Lot",
                of="dosage",
                dosage=points("catalogue.dosage"),
                number=models.CharField(
                    max_length=40, help_text="As numbers.as_lot_number writes it."
                ),
                expires_on=models.DateField(
                    null=True, help_text="From this day on it is given to nobody."
                ),
                units=models.PositiveIntegerField(default=0),
                withdrawn_at=models.DateTimeField(null=True),
                withdrawn_because=models.CharField(
                    max_length=8,
                    blank=True,
                    choices=[
                        ("expired", "expired"),
                        ("recalled", "recalled"),
                        ("damaged", "damaged"),
                    ],
                ),
            ),
            event(
                "StockMovement",
                of="dosage",
                dosage=points("catalogue.dosage"),
                lot=points("lots.lot", null=True),
                units=models.IntegerField(help_text="Above 0: received. Below 0: taken out."),
                by=points(settings.AUTH_USER_MODEL, null=True),
            ),
            event(
                "Text",
                kind=models.CharField(
                    max_length=20,
                    choices=[
                        ("about", "About us"),
                        ("delivery-and-returns", "Delivery and returns"),
                        ("complaints", "Complaints"),
                        ("terms", "Terms"),
                        ("privacy", "Privacy"),
                        ("cookies", "Cookies"),
                        ("accessibility", "Accessibility"),
                    ],
                ),
                body=models.TextField(
                    validators=[MaxLengthValidator(200000)],
                    help_text="Markdown: # for a heading, - for a list, [words](address) for a link.",
                ),
            ),
            event(
                "Picture",
                of="medicine",
                medicine=points("catalogue.product"),
                position=models.PositiveSmallIntegerField(
                    help_text="From 1: the first stands in lists."
                ),
                alt=models.CharField(max_length=160, help_text="What is seen."),
                added_by=points(settings.AUTH_USER_MODEL),
            ),
            event(
                "Order",
                user=points(settings.AUTH_USER_MODEL, verbose_name="User", blank=True, null=True),
                status=models.CharField(
                    max_length=26,
                    default="awaiting_payment",
                    choices=[
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
                    ],
                ),
                currency=models.CharField(
                    verbose_name="Currency", max_length=12, default=get_default_currency
                ),
                total_incl_tax=models.DecimalField(
                    verbose_name="Order total (inc. tax)", max_digits=12, decimal_places=2
                ),
                shipping_incl_tax=models.DecimalField(
                    verbose_name="Shipping charge (inc. tax)",
                    max_digits=12,
                    decimal_places=2,
                    default=0,
                ),
                amount_to_capture=models.DecimalField(
                    max_digits=12,
                    decimal_places=2,
                    null=True,
                    editable=False,
                    help_text="Frozen at approval: approved goods, tax and delivery.",
                ),
                payment_due_at=models.DateTimeField(
                    null=True,
                    editable=False,
                    help_text="Until when an approved order waits for the patient to pay.",
                ),
                information_due_at=models.DateTimeField(
                    null=True,
                    editable=False,
                    help_text="Until when an order waits for its prescription or for the patient's answer.",
                ),
            ),
            event(
                "OrderLine",
                of="order",
                order=points("order.order", verbose_name="Order"),
                product=points("catalogue.product"),
                dosage=points("catalogue.dosage"),
                units=models.PositiveIntegerField(help_text="Units in one pack."),
                quantity=models.PositiveIntegerField(verbose_name="Quantity", default=1),
                legal_class=models.CharField(
                    max_length=3,
                    choices=[
                        ("GSL", "general sale"),
                        ("P", "pharmacist must agree"),
                        ("POM", "prescription-only"),
                        ("CD", "controlled: cannot be sold here"),
                    ],
                ),
                line_price_incl_tax=models.DecimalField(
                    verbose_name="Price (inc. tax)", max_digits=12, decimal_places=2
                ),
                approved_quantity=models.PositiveIntegerField(null=True, editable=False),
                replaces=points("order.line", null=True, editable=False),
            ),
            event(
                "OrderMove",
                of="order",
                order=points("order.order", verbose_name="Order"),
                old_status=models.CharField(verbose_name="Old Status", max_length=100, blank=True),
                new_status=models.CharField(verbose_name="New Status", max_length=100, blank=True),
                by=points(settings.AUTH_USER_MODEL, null=True),
            ),
            event(
                "Payment",
                of="order",
                order=points("order.order"),
                state=models.CharField(
                    max_length=12,
                    default="new",
                    choices=[
                        ("new", "new"),
                        ("session_open", "payment page open"),
                        ("authorised", "held"),
                        ("capturing", "being charged"),
                        ("captured", "charged"),
                        ("releasing", "being released"),
                        ("released", "released"),
                        ("expired", "payment page expired"),
                        ("lapsed", "hold lapsed"),
                        ("abandoned", "given up before it began"),
                    ],
                ),
                amount=models.PositiveBigIntegerField(help_text="In minor units of the currency."),
                captured=models.PositiveBigIntegerField(default=0, help_text="In minor units."),
                pays=models.BooleanField(default=False, help_text="The order is paid by this one."),
            ),
            event(
                "Refund",
                of="attempt",
                attempt=points("payment.paymentattempt"),
                amount=models.PositiveBigIntegerField(
                    help_text="In minor units of the payment's currency."
                ),
                state=models.CharField(
                    max_length=9,
                    default="pending",
                    choices=[
                        ("pending", "on its way"),
                        ("succeeded", "refunded"),
                        ("failed", "failed"),
                        ("withdrawn", "not sent"),
                    ],
                ),
                by=points(settings.AUTH_USER_MODEL, null=True),
            ),
            event(
                "Patient",
                of="order",
                order=points("order.order", null=True),
                way=models.CharField(
                    max_length=10,
                    blank=True,
                    choices=[
                        ("none", "not needed"),
                        ("upload", "uploaded"),
                        ("prescriber", "by prescriber"),
                        ("later", "to follow"),
                        ("again", "used before"),
                    ],
                ),
                erased_at=models.DateTimeField(null=True),
            ),
            event(
                "File",
                of="patient",
                patient=points("prescriptions.patient"),
                kind=models.CharField(max_length=4, choices=[("pdf", "PDF"), ("jpeg", "photo")]),
                added_by=points(settings.AUTH_USER_MODEL, null=True),
                added_at=models.DateTimeField(default=timezone.now),
                erased_at=models.DateTimeField(null=True),
            ),
            event(
                "Prescription",
                of="patient",
                patient=points("prescriptions.patient"),
                issued_on=models.DateField(),
                valid_until=models.DateField(),
                verified=models.CharField(
                    max_length=9,
                    blank=True,
                    choices=[
                        ("", "not with the prescriber"),
                        ("telephone", "by telephone"),
                        ("writing", "in writing"),
                        ("register", "in the prescribers' register"),
                        ("in_person", "in person"),
                    ],
                ),
                verified_at=models.DateTimeField(null=True),
                original_received_at=models.DateTimeField(null=True),
                recorded_by=points(settings.AUTH_USER_MODEL),
            ),
            event(
                "Item",
                of="prescription",
                prescription=points("prescriptions.prescription"),
                dosage=points("catalogue.dosage"),
                units=models.PositiveIntegerField(),
                repeats=models.PositiveSmallIntegerField(default=0),
            ),
            event(
                "Decision",
                of="line",
                line=points("order.line"),
                outcome=models.CharField(
                    max_length=8,
                    choices=[
                        ("approved", "approved"),
                        ("replaced", "packs replaced"),
                        ("rejected", "rejected"),
                        ("asked", "patient asked"),
                    ],
                ),
                packs=models.PositiveIntegerField(default=0),
                units=models.PositiveIntegerField(default=0),
                item=points("prescriptions.prescribeditem", null=True),
                by=points(settings.AUTH_USER_MODEL),
            ),
            event(
                "Inquiry",
                of="decision",
                decision=points("prescriptions.decision"),
                answered_at=models.DateTimeField(null=True),
            ),
            event(
                "Person",
                is_active=models.BooleanField(
                    verbose_name="Active",
                    default=True,
                    help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                ),
                is_staff=models.BooleanField(
                    verbose_name="Staff status",
                    default=False,
                    help_text="Designates whether the user can log into this admin site.",
                ),
                is_superuser=models.BooleanField(
                    verbose_name="superuser status",
                    default=False,
                    help_text="Designates that this user has all permissions without explicitly assigning them.",
                ),
            ),
            event(
                "Role",
                id=models.IntegerField(),
                name=models.CharField(verbose_name="name", max_length=150),
            ),
            event(
                "Permission",
                of="content_type",
                id=models.IntegerField(),
                content_type=points("contenttypes.contenttype", verbose_name="content type"),
                codename=models.CharField(verbose_name="codename", max_length=100),
            ),
            event(
                "RoleGiven",
                of="user",
                user=points(settings.AUTH_USER_MODEL, db_tablespace=""),
                group=points("auth.group", db_tablespace=""),
            ),
            event(
                "RoleMay",
                of="group",
                id=models.IntegerField(),
                group=points("auth.group", db_tablespace=""),
                permission=points("auth.permission", db_tablespace=""),
            ),
            event(
                "PersonMay",
                of="user",
                user=points(settings.AUTH_USER_MODEL, db_tablespace=""),
                permission=points("auth.permission", db_tablespace=""),
            ),
        )
    ]
