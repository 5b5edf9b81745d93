from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone

from catalog.at_once import AtOnce, key
from checkout.payment.models import new_token

ATTEMPTS = [
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
]
REFUNDS = [
    ("pending", "on its way"),
    ("succeeded", "refunded"),
    ("failed", "failed"),
    ("withdrawn", "not sent"),
]
MOVES = [
    ("held", "held on the card"),
    ("released", "released"),
    ("charged", "charged"),
    ("refunded", "refunded"),
    ("refund_failed", "refund failed"),
    ("disputed", "taken back by the bank"),
    ("dispute_won", "given back by the bank"),
]
DEEDS = [
    ("open", "open the payment page"),
    ("capture", "charge the card"),
    ("release", "release the card"),
    ("refund", "refund the card"),
    ("mail", "send a mail"),
]
SPANS = [
    ("recent", "open payments, every five minutes"),
    ("nightly", "two days of everything, every night"),
]


class Migration(migrations.Migration):
    replaces = [
        ("payment", "0006_attempts_outbox_events"),
        ("payment", "0007_events_name_their_order"),
        ("payment", "0008_promises_have_words"),
        ("payment", "0009_payments_have_one_clock"),
        ("payment", "0010_attempts_know_card_and_dispute"),
        ("payment", "0011_refunds"),
        ("payment", "0013_ledger"),
        ("payment", "0015_reconciliations"),
        ("payment", "0016_comparisons_leave_word"),
        ("payment", "0017_one_payment_pays_for_an_order"),
        ("payment", "0018_holds_are_found_by_their_end"),
        ("payment", "0019_attempts_that_call_for_a_person"),
        ("payment", "0020_comparisons_name_what_they_found"),
        ("payment", "0021_mails_note_their_sending"),
        ("payment", "0022_refunds_may_be_withdrawn"),
    ]
    dependencies = [
        ("order", "0022_what_was_ordered"),
        ("payment", "0005_auto_20200801_0817"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "StripeEvent",
                [
                    ("id", models.CharField(primary_key=True, max_length=255, serialize=False)),
                    ("type", models.CharField(max_length=120)),
                    ("session_id", models.CharField(max_length=255, blank=True)),
                    ("intent_id", models.CharField(max_length=255, blank=True)),
                    ("charge_id", models.CharField(max_length=255, blank=True)),
                    ("order_number", models.CharField(max_length=255, blank=True)),
                    ("received_at", models.DateTimeField(default=timezone.now)),
                    ("next_at", models.DateTimeField(default=timezone.now)),
                    ("processed_at", models.DateTimeField(null=True)),
                ],
                {
                    "ordering": ["received_at", "pk"],
                    "indexes": [
                        models.Index(
                            fields=["next_at"],
                            condition=Q(processed_at__isnull=True),
                            name="event_pending",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Reconciliation",
                [
                    ("id", key()),
                    (
                        "span",
                        models.CharField(
                            max_length=7,
                            choices=SPANS,
                        ),
                    ),
                    ("started_at", models.DateTimeField()),
                    ("finished_at", models.DateTimeField(null=True)),
                    ("compared", models.PositiveIntegerField(default=0)),
                    ("differences", models.PositiveIntegerField(default=0)),
                    (
                        "unexplained",
                        models.PositiveIntegerField(default=0, help_text="A person has to look."),
                    ),
                    (
                        "words",
                        models.TextField(
                            blank=True,
                            default="",
                            help_text="What a person has to look at, or why it was broken off, one a line.",
                        ),
                    ),
                ],
                {
                    "ordering": ["started_at", "pk"],
                    "indexes": [
                        models.Index(fields=["span", "-started_at"], name="reconciliation_latest"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(span__in=[span for span, _words in SPANS]),
                            name="reconciliation_span_is_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "PaymentAttempt",
                [
                    ("id", key()),
                    (
                        "order",
                        models.ForeignKey("order.order", models.PROTECT, related_name="attempts"),
                    ),
                    (
                        "state",
                        models.CharField(
                            max_length=12,
                            default="new",
                            choices=ATTEMPTS,
                        ),
                    ),
                    (
                        "amount",
                        models.PositiveBigIntegerField(help_text="In minor units of the currency."),
                    ),
                    ("currency", models.CharField(max_length=3)),
                    (
                        "charges_at_once",
                        models.BooleanField(
                            default=False,
                            help_text="What is paid for is approved already: nothing is held first.",
                        ),
                    ),
                    ("session_id", models.CharField(max_length=255, unique=True, null=True)),
                    ("session_url", models.TextField(blank=True)),
                    ("session_expires_at", models.DateTimeField(null=True)),
                    ("intent_id", models.CharField(max_length=255, unique=True, null=True)),
                    ("charge_id", models.CharField(max_length=255, unique=True, null=True)),
                    (
                        "card",
                        models.CharField(
                            max_length=60, blank=True, help_text='Such as "Visa ending 4242".'
                        ),
                    ),
                    (
                        "captured",
                        models.PositiveBigIntegerField(default=0, help_text="In minor units."),
                    ),
                    (
                        "capture_before",
                        models.DateTimeField(null=True, help_text="As Stripe states it."),
                    ),
                    ("decline_reason", models.CharField(max_length=255, blank=True)),
                    (
                        "needs_attention",
                        models.TextField(blank=True, help_text="Why a person has to look."),
                    ),
                    (
                        "attention_seen",
                        models.TextField(blank=True, help_text="The reasons staff have put aside."),
                    ),
                    (
                        "pays",
                        models.BooleanField(
                            default=False, help_text="The order is paid by this one."
                        ),
                    ),
                    (
                        "unexplained",
                        models.TextField(
                            blank=True,
                            default="",
                            help_text="What a comparison found at Stripe and no look explains.",
                        ),
                    ),
                    (
                        "disputed",
                        models.TextField(
                            blank=True, help_text="What a bank says against the charge."
                        ),
                    ),
                    ("fraud_warned", models.BooleanField(default=False)),
                    ("created_at", models.DateTimeField(default=timezone.now)),
                    ("facts_read_at", models.DateTimeField(null=True)),
                    ("watched_at", models.DateTimeField(default=timezone.now)),
                ],
                {
                    "ordering": ["created_at", "pk"],
                    "indexes": [
                        models.Index(
                            fields=["watched_at"],
                            condition=Q(
                                state__in=[
                                    "authorised",
                                    "capturing",
                                    "new",
                                    "releasing",
                                    "session_open",
                                ]
                            ),
                            name="attempt_live",
                        ),
                        models.Index(
                            fields=["capture_before"],
                            condition=Q(state__in=["authorised", "capturing", "releasing"]),
                            name="attempt_hold_ends",
                        ),
                        models.Index(
                            fields=["order"], condition=~Q(needs_attention=""), name="attempt_calls"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(state__in=[state for state, _words in ATTEMPTS]),
                            name="attempt_state_is_known",
                        ),
                        models.UniqueConstraint(
                            fields=["order"],
                            condition=Q(
                                state__in=[
                                    "authorised",
                                    "capturing",
                                    "new",
                                    "releasing",
                                    "session_open",
                                ]
                            ),
                            name="order_has_one_live_attempt",
                        ),
                        models.CheckConstraint(
                            condition=Q(amount__gt=0), name="attempt_asks_for_money"
                        ),
                        models.CheckConstraint(
                            condition=Q(state__in=["new", "abandoned"])
                            | Q(session_id__isnull=False),
                            name="open_session_is_named",
                        ),
                        models.CheckConstraint(
                            condition=~Q(
                                state__in=[
                                    "authorised",
                                    "captured",
                                    "capturing",
                                    "lapsed",
                                    "released",
                                    "releasing",
                                ]
                            )
                            | Q(intent_id__isnull=False),
                            name="held_attempt_names_its_intent",
                        ),
                        models.CheckConstraint(
                            condition=Q(captured__lte=F("amount")),
                            name="captured_no_more_than_held",
                        ),
                        models.CheckConstraint(
                            condition=~Q(state="captured") | Q(captured__gt=0),
                            name="captured_attempt_took_money",
                        ),
                        models.UniqueConstraint(
                            fields=["order"],
                            condition=Q(pays=True),
                            name="order_is_paid_by_one_payment",
                        ),
                        models.CheckConstraint(
                            condition=Q(pays=False) | Q(state="captured"),
                            name="what_pays_is_charged",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Refund",
                [
                    ("id", key()),
                    (
                        "attempt",
                        models.ForeignKey(
                            "payment.paymentattempt", models.PROTECT, related_name="refunds"
                        ),
                    ),
                    (
                        "token",
                        models.CharField(
                            max_length=32,
                            unique=True,
                            default=new_token,
                            help_text="Known at Stripe as ours by this.",
                        ),
                    ),
                    ("stripe_id", models.CharField(max_length=255, unique=True, null=True)),
                    (
                        "amount",
                        models.PositiveBigIntegerField(
                            help_text="In minor units of the payment's currency."
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            max_length=9,
                            default="pending",
                            choices=REFUNDS,
                        ),
                    ),
                    ("reason", models.CharField(max_length=255)),
                    ("failure", models.CharField(max_length=255, blank=True)),
                    (
                        "by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
                        ),
                    ),
                    ("asked_at", models.DateTimeField(default=timezone.now)),
                ],
                {
                    "ordering": ["asked_at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(state__in=[state for state, _words in REFUNDS]),
                            name="refund_state_is_known",
                        ),
                        models.CheckConstraint(
                            condition=Q(amount__gt=0), name="refund_gives_money_back"
                        ),
                        models.CheckConstraint(
                            condition=~Q(state="succeeded") | Q(stripe_id__isnull=False),
                            name="money_given_back_is_named_by_stripe",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "LedgerEntry",
                [
                    ("id", key()),
                    (
                        "attempt",
                        models.ForeignKey(
                            "payment.paymentattempt", models.PROTECT, related_name="ledger"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            max_length=13,
                            choices=MOVES,
                        ),
                    ),
                    (
                        "amount",
                        models.PositiveBigIntegerField(
                            help_text="In minor units of the payment's currency."
                        ),
                    ),
                    (
                        "stripe_id",
                        models.CharField(
                            max_length=255, help_text="Of the charge, refund or dispute."
                        ),
                    ),
                    (
                        "at",
                        models.DateTimeField(
                            help_text="As Stripe states it, or when we learned of it."
                        ),
                    ),
                ],
                {
                    "verbose_name_plural": "ledger entries",
                    "ordering": ["at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["stripe_id", "kind"], name="money_moves_once"
                        ),
                        models.CheckConstraint(
                            condition=Q(amount__gt=0), name="ledger_entry_is_of_money"
                        ),
                        models.CheckConstraint(
                            condition=Q(kind__in=[kind for kind, _words in MOVES]),
                            name="ledger_kind_is_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Outbox",
                [
                    ("id", key()),
                    (
                        "kind",
                        models.CharField(
                            max_length=8,
                            choices=DEEDS,
                        ),
                    ),
                    (
                        "order",
                        models.ForeignKey("order.order", models.CASCADE, related_name="outbox"),
                    ),
                    (
                        "attempt",
                        models.ForeignKey(
                            "payment.paymentattempt",
                            models.CASCADE,
                            null=True,
                            related_name="outbox",
                        ),
                    ),
                    (
                        "parameters",
                        models.JSONField(
                            default=dict, help_text="Frozen when the row was written."
                        ),
                    ),
                    (
                        "key",
                        models.CharField(
                            max_length=120, help_text="Names the deed; sent as idempotency key."
                        ),
                    ),
                    ("generation", models.PositiveSmallIntegerField(default=1)),
                    ("first_sent_at", models.DateTimeField(null=True)),
                    ("tries", models.PositiveIntegerField(default=0)),
                    ("next_at", models.DateTimeField(default=timezone.now)),
                    ("leased_until", models.DateTimeField(null=True)),
                    ("done_at", models.DateTimeField(null=True)),
                    ("last_error", models.CharField(max_length=255, blank=True)),
                    ("created_at", models.DateTimeField(default=timezone.now)),
                ],
                {
                    "verbose_name_plural": "outbox",
                    "ordering": ["next_at", "pk"],
                    "indexes": [
                        models.Index(
                            fields=["next_at"], condition=Q(done_at__isnull=True), name="outbox_due"
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=["key"], name="a_deed_is_promised_once"),
                        models.CheckConstraint(
                            condition=Q(kind__in=[kind for kind, _words in DEEDS]),
                            name="outbox_kind_is_known",
                        ),
                        models.CheckConstraint(
                            condition=Q(kind="mail") | Q(attempt__isnull=False),
                            name="money_commands_name_their_attempt",
                        ),
                    ],
                },
            ),
        )
    ]
