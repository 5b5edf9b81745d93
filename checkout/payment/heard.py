"""What we have heard of Stripe: the events it sent us, and our comparisons with its lists."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkout.request_ids import LONGEST


class StripeEvent(models.Model):
    """An event Stripe sent us: it only wakes us, its facts are looked up."""

    id = models.CharField(max_length=255, primary_key=True)
    type = models.CharField(max_length=120)
    session_id = models.CharField(max_length=255, blank=True)
    intent_id = models.CharField(max_length=255, blank=True)
    charge_id = models.CharField(max_length=255, blank=True)
    order_number = models.CharField(max_length=255, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True)
    request_id = models.CharField(
        max_length=LONGEST,
        blank=True,
        default="",
        db_default="",
        help_text="Of the request it came by, as log lines have it.",
    )

    class Meta:
        app_label = "payment"
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="event_pending",
                condition=Q(processed_at__isnull=True),
            ),
            models.Index(
                fields=["received_at"],
                name="event_looked_up",
                condition=Q(processed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.type} {self.id}"


class Reconciliation(models.Model):
    """One comparison of our payments with Stripe's; each difference is repaired or shown."""

    class Span(models.TextChoices):
        RECENT = "recent", _("open payments, every five minutes")
        NIGHTLY = "nightly", _("two days of everything, every night")

    span = models.CharField(max_length=7, choices=Span)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    compared = models.PositiveIntegerField(default=0)
    differences = models.PositiveIntegerField(default=0)
    unexplained = models.PositiveIntegerField(default=0, help_text="A person has to look.")
    words = models.TextField(
        blank=True,
        default="",
        help_text="What a person has to look at, or why it was broken off, one a line.",
    )

    class Meta:
        app_label = "payment"
        ordering = ["started_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reconciliation_span_is_known", condition=Q(span__in=["recent", "nightly"])
            )
        ]
        indexes = [models.Index(fields=["span", "-started_at"], name="reconciliation_latest")]

    def __str__(self):
        return f"{self.span} {self.started_at}"
