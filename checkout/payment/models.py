"""Money as we know it: attempts to pay, what we intend to ask of Stripe, what Stripe told us."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from checkout.payment.states import HELD_ONCE, LIVE, AttemptState


class PaymentAttempt(models.Model):
    """One try to pay one order: one Stripe Checkout Session and, once confirmed, its intent."""

    order = models.ForeignKey("order.Order", models.PROTECT, related_name="attempts")
    state = models.CharField(max_length=12, choices=AttemptState, default=AttemptState.NEW)
    amount = models.PositiveBigIntegerField(help_text="In minor units of the currency.")
    currency = models.CharField(max_length=3)
    # NULL until Stripe has named it: many attempts may be without, and no two may share one.
    session_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    session_url = models.TextField(blank=True)
    session_expires_at = models.DateTimeField(null=True)
    intent_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    captured = models.PositiveBigIntegerField(default=0, help_text="In minor units.")
    capture_before = models.DateTimeField(null=True, help_text="As Stripe states it.")
    decline_reason = models.CharField(max_length=255, blank=True)
    needs_attention = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    facts_read_at = models.DateTimeField(null=True)
    watched_at = models.DateTimeField(db_default=Now())

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
        ]

    def __str__(self):
        return f"{self.order_id}: {self.state}"


class Outbox(models.Model):
    """What we intend to do outside: written with the decision, done by a worker, maybe twice."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open the payment page")
        CAPTURE = "capture", _("charge the card")
        RELEASE = "release", _("release the card")
        MAIL = "mail", _("send a mail")

    kind = models.CharField(max_length=8, choices=Kind)
    order = models.ForeignKey("order.Order", models.CASCADE, related_name="outbox")
    attempt = models.ForeignKey(PaymentAttempt, models.CASCADE, null=True, related_name="outbox")
    parameters = models.JSONField(default=dict, help_text="Frozen when the row was written.")
    key = models.CharField(max_length=120, help_text="Names the deed; sent as idempotency key.")
    generation = models.PositiveSmallIntegerField(default=1)
    first_sent_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        app_label = "payment"
        ordering = ["next_at", "pk"]
        verbose_name_plural = "outbox"
        constraints = [
            models.UniqueConstraint(name="a_deed_is_promised_once", fields=["key"]),
            models.CheckConstraint(
                name="outbox_kind_is_known",
                condition=Q(kind__in=["open", "capture", "release", "mail"]),
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


class StripeEvent(models.Model):
    """An event Stripe sent us: it only wakes us, its facts are looked up."""

    id = models.CharField(max_length=255, primary_key=True)
    type = models.CharField(max_length=120)
    session_id = models.CharField(max_length=255, blank=True)
    intent_id = models.CharField(max_length=255, blank=True)
    order_number = models.CharField(max_length=255, blank=True)
    received_at = models.DateTimeField(db_default=Now())
    next_at = models.DateTimeField(db_default=Now())
    processed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "payment"
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="event_pending",
                condition=Q(processed_at__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.type} {self.id}"


from oscar.apps.payment.models import *  # noqa: E402, F403
