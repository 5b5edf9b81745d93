"""What a pharmacist writes down: the prescription as read, a decision for each line, a question.

Decisions are only ever added; the last one of a line counts.
"""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkout.prescriptions.same_prescriber import plain_registration


class Prescription(models.Model):
    """A prescription as a pharmacist has read it, for the patient of `patient`'s order."""

    class Verified(models.TextChoices):
        NOT = "", _("not with the prescriber")
        TELEPHONE = "telephone", _("by telephone")
        WRITING = "writing", _("in writing")
        REGISTER = "register", _("in the prescribers' register")
        IN_PERSON = "in_person", _("in person")

    patient = models.ForeignKey(
        "prescriptions.Patient", models.PROTECT, related_name="prescriptions"
    )
    prescriber = models.CharField(max_length=255)
    registration = models.CharField(max_length=60)
    same_prescriber = models.GeneratedField(
        expression=plain_registration("registration"),
        output_field=models.CharField(max_length=60),
        db_persist=True,
        help_text="The registration number as it is compared.",
    )
    issued_on = models.DateField()
    valid_until = models.DateField()
    verified = models.CharField(max_length=9, choices=Verified, blank=True)
    verified_at = models.DateTimeField(null=True)
    original_received_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "prescriptions"
        ordering = ["-issued_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="prescription_is_recorded_once",
                fields=["patient", "same_prescriber", "issued_on"],
            ),
            models.CheckConstraint(
                name="prescription_names_its_prescriber",
                condition=~Q(prescriber="") & ~Q(registration=""),
            ),
            models.CheckConstraint(
                name="prescription_is_valid_from_its_issue",
                condition=Q(valid_until__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="verification_has_its_moment",
                condition=Q(verified="", verified_at__isnull=True)
                | ~Q(verified="") & Q(verified_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.prescriber}, {self.issued_on}"


class ItemQuerySet(models.QuerySet["PrescribedItem"]):
    def with_used(self) -> "ItemQuerySet":
        """`used`: units of the decisions that count, as the database itself adds them up."""
        used = models.Func(
            F("pk"), Value(0), function="prescriptions_used", output_field=models.BigIntegerField()
        )
        return self.annotate(used=used)


class PrescribedItem(models.Model):
    """One dosage of a prescription: `units` each time, `repeats` times after the first."""

    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="items")
    dosage = models.ForeignKey("catalogue.Dosage", models.PROTECT, related_name="+")
    units = models.PositiveIntegerField()
    repeats = models.PositiveSmallIntegerField(default=0)
    directions = models.CharField(max_length=255, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        app_label = "prescriptions"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="prescription_has_a_dosage_once", fields=["prescription", "dosage"]
            ),
            models.CheckConstraint(
                name="something_is_prescribed", condition=Q(units__gte=1, repeats__lte=99)
            ),
        ]

    def __str__(self):
        return f"{self.units} units of dosage {self.dosage_id}"

    @property
    def allowed(self) -> int:
        """Units the patient may have on it in all."""
        return self.units * (1 + self.repeats)


class Outcome(models.TextChoices):
    APPROVED = "approved", _("approved")
    REPLACED = "replaced", _("packs replaced")
    REJECTED = "rejected", _("rejected")
    ASKED = "asked", _("patient asked")


# The patient gets something of the line.
GIVES = (Outcome.APPROVED, Outcome.REPLACED)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def that_count(self) -> "DecisionQuerySet":
        """The last one about each line: what was decided before it is history."""
        return self.order_by("line_id", "-pk").distinct("line_id")


class Decision(models.Model):
    """What a pharmacist decided about one line of an order, when and why.

    `units` and `packs` are what the patient gets; of a replaced line `units` alone. `copied` is the
    prescription as it was recorded at that moment.
    """

    line = models.ForeignKey("order.Line", models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome)
    packs = models.PositiveIntegerField(default=0)
    units = models.PositiveIntegerField(default=0)
    item = models.ForeignKey(PrescribedItem, models.PROTECT, null=True, related_name="decisions")
    copied = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    verification = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_on = models.DateField(help_text="By the shop's calendar.")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        app_label = "prescriptions"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_outcome_is_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="decision_gives_units_or_says_why",
                condition=Q(outcome="approved", packs__gte=1, units__gte=1)
                | Q(outcome="replaced", packs=0, units__gte=1)
                | Q(outcome__in=["rejected", "asked"], packs=0, units=0) & ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["line", "-id"], name="decision_that_counts")]

    def __str__(self):
        return f"{self.outcome} line {self.line_id}"


class Inquiry(models.Model):
    """What a pharmacist asked the patient about a line, and the answer: one erasable row."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="inquiry")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Who of the staff heard the answer; empty where the patient wrote it.",
    )

    class Meta:
        app_label = "prescriptions"
        ordering = ["pk"]

    def __str__(self):
        return f"about line {self.decision.line_id}"


class Claim(models.Model):
    """Who is on a case just now, so that two pharmacists do not read it at once."""

    order = models.OneToOneField("order.Order", models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "prescriptions"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.order_id}"
