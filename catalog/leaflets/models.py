"""Who stood for a medicine's text, and the leaflet of each dosage; rows are only ever added.

The files lie in the database: they are few and small, come with its backup, and no web process
needs a disk.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from catalog.leaflets.limits import MOST_BYTES, MOST_PAGES
from catalog.leaflets.querysets import LeafletQuerySet, MonographReviewQuerySet


class MonographReview(models.Model):
    """A pharmacist stood for a medicine's text: it counts while the text is the one of `digest`."""

    medicine = models.ForeignKey(
        "catalogue.Product", models.CASCADE, related_name="monograph_reviews"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, help_text=_("As shoppers read it."))
    registration = models.CharField(max_length=60, help_text=_("As shoppers read it."))
    on = models.DateField()
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the text, in hex."))
    is_demo = models.BooleanField(help_text=_("Made in a demo, where it counts and nowhere else."))

    objects = MonographReviewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("review_monograph", "Can review monographs")]
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="pharmacist_reviews_a_text_once_a_day",
                fields=["medicine", "digest", "by", "on", "is_demo"],
            ),
            models.CheckConstraint(
                name="review_names_its_pharmacist", condition=~Q(name="") & ~Q(registration="")
            ),
            models.CheckConstraint(
                name="review_has_the_digest_of_a_text",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self):
        return f"{self.medicine.title}: {self.name}, {self.on}"


class Leaflet(models.Model):
    """A PDF about one dosage. The newest is shown, the earlier ones keep their addresses."""

    dosage = models.ForeignKey("catalogue.Dosage", models.CASCADE, related_name="leaflets")
    content = models.BinaryField()
    sha256 = models.GeneratedField(
        expression=Func(Func(F("content"), function="sha256"), Value("hex"), function="encode"),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )
    bytes = models.GeneratedField(
        expression=Func(F("content"), function="octet_length"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    pages = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PAGES)]
    )
    address = models.CharField(max_length=340, help_text=_("As in baclofen-10mg-0123456789ab."))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    is_demo = models.BooleanField(help_text=_("Of a demo's medicine, and goes with it."))

    objects = LeafletQuerySet.as_manager()

    class Meta:
        default_permissions = ("add",)
        ordering = ["dosage", "-pk"]
        indexes = [models.Index(name="leaflet_has_an_address", fields=["address"])]
        constraints = [
            models.CheckConstraint(
                name="leaflet_is_of_a_size_to_read",
                condition=Q(bytes__gte=1, bytes__lte=MOST_BYTES)
                & Q(pages__gte=1, pages__lte=MOST_PAGES),
            ),
        ]

    def __str__(self):
        return self.address
