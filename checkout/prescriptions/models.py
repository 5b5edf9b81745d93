"""What a patient tells the pharmacist: who the medicine is for, answers, files.

What the pharmacist writes down is in records.py. A patient's particulars, answers and files are one
erasable row each, and nothing else holds them.
"""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What the pharmacist reads and writes down stands in files of their own.
from checkout.prescriptions.cases import Case  # noqa: F401
from checkout.prescriptions.records import (  # noqa: F401
    Claim,
    Decision,
    Inquiry,
    PrescribedItem,
    Prescription,
)
from checkout.prescriptions.telling import Way


class Question(models.Model):
    """A short question about one medicine, which staff edit; answers keep the words as asked."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", _("yes or no")
        TEXT = "text", _("in words")

    class Telling(models.TextChoices):
        NEITHER = "", _("neither")
        YES = "yes", _("yes")
        NO = "no", _("no")

    medicine = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=255, help_text=_("As the patient reads it."))
    short = models.CharField(
        _("in short"), max_length=40, help_text=_("As the pharmacist reads it: Taken before?")
    )
    kind = models.CharField(_("answered"), max_length=6, choices=Kind, default=Kind.YES_NO)
    telling = models.CharField(
        _("answer to look at"),
        max_length=3,
        choices=Telling,
        blank=True,
        help_text=_("Shown in the queue where the patient answers so."),
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_asked = models.BooleanField(_("is asked"), default=True)

    class Meta:
        ordering = ["medicine", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_kind_is_known", condition=Q(kind__in=["yes_no", "text"])
            ),
            models.CheckConstraint(
                name="question_asks_something", condition=~Q(text="") & ~Q(short="")
            ),
            models.CheckConstraint(
                name="only_a_yes_or_no_is_telling",
                condition=Q(telling="") | Q(kind="yes_no", telling__in=["yes", "no"]),
                violation_error_message=_(
                    "Only a question answered by yes or no has one to look at."
                ),
            ),
        ]

    def __str__(self):
        return self.text


# What is left of a patient who was forgotten, beside no day of birth.
NOTHING_TOLD: dict[str, Any] = {
    "name": "",
    "same_person": "",
    "address": "",
    "allergies": "",
    "other_medicines": "",
    "conditions": "",
    "answers": [],
    "prescriber_name": "",
    "prescriber_practice": "",
    "prescriber_phone": "",
}


class Patient(models.Model):
    """Whom one order is for, as told at its checkout: of a cart first, then of its order."""

    basket = models.OneToOneField(
        "basket.Basket", models.CASCADE, null=True, related_name="patient"
    )
    order = models.OneToOneField("order.Order", models.PROTECT, null=True, related_name="patient")
    name = models.CharField(max_length=255, blank=True)
    same_person = models.CharField(
        max_length=255, blank=True, help_text="The name as it is compared: small, plain letters."
    )
    born_on = models.DateField(null=True)
    address = models.CharField(max_length=500, blank=True, help_text="Empty: where the order goes.")
    allergies = models.TextField(blank=True)
    other_medicines = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    answers = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    prescriber_name = models.CharField(max_length=255, blank=True)
    prescriber_practice = models.CharField(max_length=255, blank=True)
    prescriber_phone = models.CharField(max_length=40, blank=True)
    uses_again = models.ForeignKey(
        "prescriptions.Prescription", models.PROTECT, null=True, related_name="used_again_by"
    )
    told_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="patient_is_of_a_cart_or_an_order",
                condition=Q(basket__isnull=False) ^ Q(order__isnull=False),
            ),
            models.CheckConstraint(
                name="patient_of_an_order_is_known",
                condition=Q(order__isnull=True)
                | Q(erased_at__isnull=False)
                | ~Q(name="") & Q(born_on__isnull=False),
            ),
            models.CheckConstraint(
                name="way_of_the_prescription_is_known",
                condition=Q(way__in=["", *Way.values]),
            ),
            models.CheckConstraint(
                name="erased_patient_is_empty",
                condition=Q(erased_at__isnull=True) | Q(born_on__isnull=True, **NOTHING_TOLD),
            ),
        ]
        indexes = [
            models.Index(
                fields=["born_on", "same_person"],
                name="orders_of_the_same_person",
                condition=Q(order__isnull=False, erased_at__isnull=True),
            )
        ]

    def __str__(self):
        return self.name


class PrescriptionFile(models.Model):
    """One proven file a patient sent, or staff received for one; it lies encrypted in the vault."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpeg", _("photo")

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="files")
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=4, choices=Kind)
    called = models.CharField(max_length=255, blank=True, help_text="As the sender named it.")
    name = models.CharField(max_length=255, blank=True, help_text="In the vault.")
    pages = models.JSONField(default=list, help_text="The picture of each page, in the vault.")
    size = models.PositiveIntegerField(help_text="In bytes.")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="file_lies_in_the_vault_until_it_is_erased",
                condition=Q(erased_at__isnull=True) & ~Q(name="")
                | Q(erased_at__isnull=False, name="", called="", pages=[]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["name"], name="file_by_its_name", condition=Q(erased_at__isnull=True)
            ),
            GinIndex(
                fields=["pages"], name="file_by_its_pages", condition=Q(erased_at__isnull=True)
            ),
        ]

    def __str__(self):
        return str(self.token)

    @property
    def names(self) -> frozenset[str]:
        """Everything the vault keeps of it; nothing once it is erased."""
        return frozenset(filter(None, (self.name, *self.pages)))


class FileView(models.Model):
    """Somebody of the staff looked at a page of a file; rows are only ever added."""

    file = models.ForeignKey(PrescriptionFile, models.PROTECT, related_name="views")
    page = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.file_id} {self.page} {self.at}"
