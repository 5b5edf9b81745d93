"""Attempts to pay, refunds, the ledger, what is promised to Stripe; what it told is in heard.py."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkout.payment.heard import Reconciliation, StripeEvent  # noqa: F401
from checkout.payment.ledger import Kind as LedgerKind
from checkout.payment.ledger import Sums
from checkout.payment.states import (
    GIVES_NOTHING,
    HELD_ONCE,
    HOLDING,
    LIVE,
    AttemptState,
    RefundState,
)
from checkout.request_ids import LONGEST


class PaymentAttempt(models.Model):
    """One try to pay one order: one Stripe Checkout Session and, once confirmed, its intent."""

    order = models.ForeignKey("order.Order", models.PROTECT, related_name="attempts")
    state = models.CharField(max_length=12, choices=AttemptState, default=AttemptState.NEW)
    amount = models.PositiveBigIntegerField(help_text="In minor units of the currency.")
    currency = models.CharField(max_length=3)
    charges_at_once = models.BooleanField(
        default=False, help_text="What is paid for is approved already: nothing is held first."
    )
    # NULL until Stripe has named it: many attempts may be without, and no two may share one.
    session_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    session_url = models.TextField(blank=True)
    session_expires_at = models.DateTimeField(null=True)
    intent_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    # NULL like the two above: no bank has agreed yet.
    charge_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    card = models.CharField(max_length=60, blank=True, help_text='Such as "Visa ending 4242".')
    captured = models.PositiveBigIntegerField(default=0, help_text="In minor units.")
    capture_before = models.DateTimeField(null=True, help_text="As Stripe states it.")
    decline_reason = models.CharField(max_length=255, blank=True)
    needs_attention = models.TextField(blank=True, help_text="Why a person has to look.")
    attention_seen = models.TextField(blank=True, help_text="The reasons staff have put aside.")
    pays = models.BooleanField(default=False, help_text="The order is paid by this one.")
    unexplained = models.TextField(
        blank=True,
        default="",
        help_text="What a comparison found at Stripe and no look explains.",
    )
    disputed = models.TextField(blank=True, help_text="What a bank says against the charge.")
    disputes_lost = models.BooleanField(
        default=False, db_default=False, help_text="What a bank has taken back is gone for good."
    )
    fraud_warned = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    facts_read_at = models.DateTimeField(null=True)
    watched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "payment"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="attempt_state_is_known", condition=Q(state__in=AttemptState.values)
            ),
            models.UniqueConstraint(
                name="order_has_one_live_attempt",
                fields=["order"],
                condition=Q(state__in=sorted(LIVE)),
            ),
            models.CheckConstraint(name="attempt_asks_for_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="open_session_is_named",
                condition=Q(state__in=[AttemptState.NEW, AttemptState.ABANDONED])
                | Q(session_id__isnull=False),
            ),
            models.CheckConstraint(
                name="held_attempt_names_its_intent",
                condition=~Q(state__in=sorted(HELD_ONCE)) | Q(intent_id__isnull=False),
            ),
            models.CheckConstraint(
                name="captured_no_more_than_held", condition=Q(captured__lte=models.F("amount"))
            ),
            models.CheckConstraint(
                name="captured_attempt_took_money",
                condition=~Q(state=AttemptState.CAPTURED) | Q(captured__gt=0),
            ),
            models.UniqueConstraint(
                name="order_is_paid_by_one_payment", fields=["order"], condition=Q(pays=True)
            ),
            models.CheckConstraint(
                name="what_pays_is_charged",
                condition=Q(pays=False) | Q(state=AttemptState.CAPTURED),
            ),
        ]
        indexes = [
            models.Index(
                fields=["watched_at"], name="attempt_live", condition=Q(state__in=sorted(LIVE))
            ),
            models.Index(
                fields=["capture_before"],
                name="attempt_hold_ends",
                condition=Q(state__in=sorted(HOLDING)),
            ),
            models.Index(fields=["order"], name="attempt_calls", condition=~Q(needs_attention="")),
            models.Index(
                fields=["order"],
                name="attempt_disputed",
                condition=~Q(disputed="") & Q(disputes_lost=False),
            ),
        ]

    def __str__(self):
        return f"{self.order_id}: {self.state}"

    def given_back(self) -> int:
        """Refunds that have not failed, those on their way too, in minor units."""
        return sum(one.amount for one in self.refunds.all() if one.state not in GIVES_NOTHING)

    def taken_back(self) -> int:
        """What the bank has taken back and not given again, in minor units."""
        return Sums.of(self.ledger.all()).disputed

    def not_refunded(self) -> int:
        """What was captured and is not given back, in minor units; a bank may have taken it."""
        return self.captured - self.given_back() if self.captured else 0

    def still_ours(self) -> int:
        """What is not refunded and no bank has taken back, in minor units."""
        return max(self.not_refunded() - self.taken_back(), 0) if self.captured else 0

    @property
    def is_disputed(self) -> bool:
        """Whether a bank may still decide either way."""
        return self.disputed != "" and not self.disputes_lost


def new_token() -> str:
    """Random, so that a restored backup cannot take another refund for one of its own."""
    return secrets.token_hex(16)


class Refund(models.Model):
    """Money given back of one payment, by us or by staff at Stripe; the state is Stripe's.

    The database holds the sum of all that give something back to what was captured.
    """

    attempt = models.ForeignKey(PaymentAttempt, models.PROTECT, related_name="refunds")
    token = models.CharField(
        max_length=32, unique=True, default=new_token, help_text="Known at Stripe as ours by this."
    )
    # NULL until Stripe has named it: several may be on their way there.
    stripe_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    amount = models.PositiveBigIntegerField(help_text="In minor units of the payment's currency.")
    state = models.CharField(max_length=9, choices=RefundState, default=RefundState.PENDING)
    reason = models.CharField(max_length=255)
    failure = models.CharField(max_length=255, blank=True)
    put_aside_at = models.DateTimeField(
        null=True, help_text="Since when staff are called no more: it was given back otherwise."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    # Read with the payment's other refunds, never looked up: no index.
    instead_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        help_text="The one that failed and is tried again.",
    )

    class Meta:
        app_label = "payment"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="refund_state_is_known", condition=Q(state__in=RefundState.values)
            ),
            models.CheckConstraint(name="refund_gives_money_back", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="money_given_back_is_named_by_stripe",
                condition=~Q(state=RefundState.SUCCEEDED) | Q(stripe_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="refund_on_its_way",
                condition=Q(state=RefundState.PENDING),
            )
        ]

    def __str__(self):
        return f"{self.amount} of {self.attempt_id}: {self.state}"

    @property
    def name(self) -> str:
        """Stripe's, by which it is found there; ours while Stripe has none."""
        return self.stripe_id or self.token

    @property
    def calls(self) -> bool:
        """Whether it gave nothing back and staff have not put that aside."""
        return self.state in GIVES_NOTHING and self.put_aside_at is None


class LedgerEntry(models.Model):
    """Money that moved, or was held, as Stripe told us: written once, never changed."""

    attempt = models.ForeignKey(PaymentAttempt, models.PROTECT, related_name="ledger")
    kind = models.CharField(max_length=13, choices=LedgerKind)
    amount = models.PositiveBigIntegerField(help_text="In minor units of the payment's currency.")
    stripe_id = models.CharField(max_length=255, help_text="Of the charge, refund or dispute.")
    at = models.DateTimeField(help_text="As Stripe states it, or when we learned of it.")

    class Meta:
        app_label = "payment"
        ordering = ["at", "pk"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(name="money_moves_once", fields=["stripe_id", "kind"]),
            models.CheckConstraint(name="ledger_entry_is_of_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="ledger_kind_is_known", condition=Q(kind__in=LedgerKind.values)
            ),
        ]
        indexes = [models.Index(fields=["at"], name="money_by_day")]

    def __str__(self):
        return f"{self.kind} {self.amount}: {self.stripe_id}"


class Outbox(models.Model):
    """What we intend to do outside: written with the decision, done by a worker, maybe twice."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open the payment page")
        CAPTURE = "capture", _("charge the card")
        RELEASE = "release", _("release the card")
        REFUND = "refund", _("refund the card")
        MAIL = "mail", _("send a mail")

    kind = models.CharField(max_length=8, choices=Kind)
    order = models.ForeignKey("order.Order", models.CASCADE, related_name="outbox")
    attempt = models.ForeignKey(PaymentAttempt, models.CASCADE, null=True, related_name="outbox")
    parameters = models.JSONField(default=dict, help_text="Frozen when the row was written.")
    key = models.CharField(max_length=120, help_text="Names the deed; sent as idempotency key.")
    generation = models.PositiveSmallIntegerField(default=1)
    # Of a mail that is done, NULL: it was not true any more, nobody was there to read it, or staff
    # gave it up.
    first_sent_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    request_id = models.CharField(
        max_length=LONGEST,
        blank=True,
        default="",
        db_default="",
        help_text="Of the request it was promised in, as log lines have it.",
    )

    class Meta:
        app_label = "payment"
        ordering = ["next_at", "pk"]
        verbose_name_plural = "outbox"
        constraints = [
            models.UniqueConstraint(name="a_deed_is_promised_once", fields=["key"]),
            models.CheckConstraint(
                name="outbox_kind_is_known",
                condition=Q(kind__in=["open", "capture", "release", "refund", "mail"]),
            ),
            models.CheckConstraint(
                name="money_commands_name_their_attempt",
                condition=Q(kind="mail") | Q(attempt__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="outbox_due", condition=Q(done_at__isnull=True))
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def idempotency_key(self) -> str:
        return f"{self.key}-{self.generation}"


from oscar.apps.payment.models import *  # noqa: E402, F403
