"""The monograph of a medicine, section by section."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from catalog.monograph import mark_of, rendered


class SectionKind(models.TextChoices):
    """The parts of a monograph, in the order of the owner's pages."""

    FEATURES = "features", _("Features")
    BENEFITS = "benefits", _("Benefits")
    COMMON_USE = "common_use", _("Common use")
    DOSAGE_AND_DIRECTION = "dosage_and_direction", _("Dosage and direction")
    PRECAUTIONS = "precautions", _("Precautions")
    CONTRAINDICATIONS = "contraindications", _("Contraindications")
    POSSIBLE_SIDE_EFFECTS = "possible_side_effects", _("Possible side effects")
    DRUG_INTERACTIONS = "drug_interactions", _("Drug interactions")
    MISSED_DOSE = "missed_dose", _("Missed dose")
    OVERDOSE = "overdose", _("Overdose")
    STORAGE = "storage", _("Storage")
    DISCLAIMER = "disclaimer", _("Disclaimer")
    CLINICAL_EVIDENCE = "clinical_evidence", _("Clinical evidence")
    OTHER = "other", _("Other")


class MonographSection(models.Model):
    """One section of a medicine's monograph."""

    medicine = models.ForeignKey(Product, models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=24, choices=SectionKind)
    title = models.CharField(max_length=255)
    body = models.TextField(help_text=_("Markdown; HTML is shown as text."))
    position = models.PositiveSmallIntegerField(default=0)
    # Written once, when the section is saved; of which text, says its mark.
    html = models.TextField(db_default="", editable=False)
    html_of = models.CharField(max_length=32, db_default="", editable=False)

    class Meta:
        app_label = "catalogue"
        ordering = ["medicine", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="monograph_has_one_section_of_a_kind",
                fields=["medicine", "kind"],
                condition=~Q(kind=SectionKind.OTHER),
            ),
            models.CheckConstraint(
                name="section_kind_is_known", condition=Q(kind__in=SectionKind.values)
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.write_html()
        if update_fields is not None:
            update_fields = {*update_fields, "html", "html_of"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def write_html(self) -> None:
        """So that no page has to; to be called where rows are written without `save`."""
        self.html, self.html_of = rendered(self.body), mark_of(self.body)
