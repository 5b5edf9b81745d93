"""What we sell: a medicine has dosages, a dosage has packs and one pool of units.

A medicine is Oscar's parent product, a pack its child product.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Deferrable, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractCategory, AbstractProduct

from catalog.legal_class import LegalClass, stricter_of
from catalog.list_indexes import MEDICINE, OF_DOSAGES, OF_PRODUCTS, PACK
from catalog.querysets import DosageQuerySet, ProductQuerySet
from catalog.strengths import dosage_query, strength_text
from catalog.units import Unit, count


class Product(AbstractProduct):
    """A medicine (`structure` parent) or one of its packs (`structure` child)."""

    structure = models.CharField(
        max_length=10,
        choices=[(AbstractProduct.PARENT, _("medicine")), (AbstractProduct.CHILD, _("pack"))],
        default=AbstractProduct.PARENT,
    )
    legal_class = models.CharField(
        max_length=3,
        choices=LegalClass,
        blank=True,
        help_text=_("Of a pack: only where its size demands a stricter class than the medicine's."),
    )
    is_demo = models.BooleanField(default=False, editable=False)

    # Of a medicine.
    headline = models.CharField(max_length=255, blank=True)
    summary = models.TextField(blank=True, help_text=_("One or two sentences, shown at the top."))
    introduction = models.TextField(blank=True, help_text=_("Markdown."))
    generic_name = models.CharField(max_length=255, blank=True)
    also_known_as = models.CharField(
        max_length=255, blank=True, help_text=_("Brand and other names, separated by commas.")
    )
    form = models.CharField(max_length=60, blank=True, help_text=_("Such as Tablets or Inhaler."))
    unit = models.CharField(
        max_length=12, choices=Unit, blank=True, help_text=_("What a pack counts.")
    )
    max_units_per_order = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    max_units_per_period = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Of one patient, over all orders of so many days."),
    )
    period_days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Days of that limit.")
    )
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("In years."))
    is_high_risk = models.BooleanField(
        default=False, help_text=_("Approved only with a note of how it was verified.")
    )
    check_note = models.TextField(
        blank=True, help_text=_("Why a pharmacist has to check this page; empty: nothing to check.")
    )

    # Of a pack.
    dosage = models.ForeignKey(
        "catalogue.Dosage", models.CASCADE, null=True, blank=True, related_name="packs"
    )
    units = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Units in the pack.")
    )

    objects = ProductQuerySet.as_manager()

    class Meta(AbstractProduct.Meta):
        indexes = OF_PRODUCTS
        constraints = [
            models.CheckConstraint(
                name="product_is_medicine_or_pack",
                condition=MEDICINE | PACK,
            ),
            models.CheckConstraint(
                name="pack_alone_has_medicine_dosage_and_units",
                condition=~PACK & Q(parent__isnull=True, dosage__isnull=True, units__isnull=True)
                | PACK & Q(parent__isnull=False, dosage__isnull=False, units__isnull=False),
            ),
            models.CheckConstraint(
                name="pack_holds_at_least_one_unit",
                condition=Q(units__isnull=True) | Q(units__gte=1),
            ),
            models.UniqueConstraint(
                name="dosage_has_one_pack_of_a_size",
                fields=["dosage", "units"],
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="legal_class_is_known",
                condition=Q(legal_class__in=["", *LegalClass.values]),
            ),
            models.CheckConstraint(
                name="medicine_has_a_legal_class",
                condition=~MEDICINE | ~Q(legal_class=""),
            ),
            models.CheckConstraint(
                name="medicine_has_a_name",
                condition=~MEDICINE | ~Q(title=""),
            ),
            models.CheckConstraint(
                name="medicine_names_a_known_unit",
                condition=~MEDICINE | Q(unit__in=Unit.values),
            ),
            models.CheckConstraint(
                name="limit_per_order_is_at_least_one_unit",
                condition=Q(max_units_per_order__isnull=True) | Q(max_units_per_order__gte=1),
            ),
            models.CheckConstraint(
                name="limit_per_period_has_units_and_days",
                condition=Q(max_units_per_period__isnull=True, period_days__isnull=True)
                | Q(max_units_per_period__isnull=False, period_days__isnull=False)
                & Q(max_units_per_period__gte=1, period_days__gte=1),
                violation_error_message=_(
                    "Enter both, the units and in how many days, or neither."
                ),
            ),
            models.UniqueConstraint(
                name="medicine_has_its_own_address",
                fields=["slug"],
                condition=MEDICINE,
            ),
            # The target of composite foreign keys (migration 0035 and partner's 0009).
            models.UniqueConstraint(name="product_and_its_structure", fields=["id", "structure"]),
        ]

    def __str__(self):
        if self.is_child and self.dosage_id:
            return f"{self.parent.title} {self.dosage.text}, {count(self.parent.unit, self.units)}"
        return self.title

    @property
    def effective_legal_class(self) -> LegalClass:
        """What every rule reads: the stricter of the medicine's class and the pack's own."""
        if self.is_child:
            return stricter_of(self.parent.legal_class, self.legal_class)
        return LegalClass(self.legal_class)

    def get_absolute_url(self):
        if self.is_child:
            medicine = reverse("medicine", kwargs={"slug": self.parent.slug})
            return medicine + dosage_query(self.dosage.label)
        return reverse("medicine", kwargs={"slug": self.slug})

    def get_title(self):
        return str(self) if self.is_child else self.title


class Dosage(models.Model):
    """One strength of a medicine and the pool of units all its packs come out of."""

    medicine = models.ForeignKey(Product, models.CASCADE, related_name="dosages")
    label = models.CharField(max_length=60, help_text=_("As in 10mg."))
    position = models.PositiveSmallIntegerField(default=0)
    units_on_hand = models.PositiveIntegerField(default=0, editable=False)
    units_reserved = models.PositiveIntegerField(default=0, editable=False)
    unit_cost = models.DecimalField(
        max_digits=12,
        decimal_places=4,
        null=True,
        editable=False,
        help_text=_("What one unit costs to buy; empty: nobody said."),
    )
    # Of those on hand: promised to orders, but in no lot any more (stock.py).
    units_short = models.PositiveIntegerField(default=0, editable=False)

    objects = DosageQuerySet.as_manager()

    class Meta:
        app_label = "catalogue"
        ordering = ["medicine", "position", "pk"]
        permissions = [("see_cost", _("Can see and change what a unit costs to buy"))]
        indexes = OF_DOSAGES
        constraints = [
            models.CheckConstraint(
                name="unit_cost_is_not_below_zero",
                condition=Q(unit_cost__isnull=True) | Q(unit_cost__gte=0),
            ),
            models.UniqueConstraint(
                name="medicine_has_a_dosage_once", fields=["medicine", "label"]
            ),
            models.CheckConstraint(name="dosage_has_a_label", condition=~Q(label="")),
            # As strength_key writes it, or "77 mg" and "77mg" would be two dosages.
            models.CheckConstraint(
                name="dosage_label_is_small_and_unspaced",
                condition=~Q(label__regex=r"[A-Z\s\u00a0]"),
            ),
            models.CheckConstraint(
                name="dosage_reserves_no_more_than_it_has",
                condition=Q(units_reserved__lte=F("units_on_hand")),
            ),
            models.CheckConstraint(
                name="dosage_is_short_only_of_what_is_reserved",
                condition=Q(units_short=0)
                | Q(units_reserved=F("units_on_hand"), units_short__lte=F("units_on_hand")),
            ),
            # The target of the packs' composite foreign key (migration 0035).
            models.UniqueConstraint(name="dosage_and_its_medicine", fields=["id", "medicine"]),
        ]

    def __str__(self):
        return f"{self.medicine.title} {self.text}"

    @property
    def text(self) -> str:
        """As shown: "10 mg", the space unbroken."""
        return strength_text(self.label)

    @property
    def units_free(self) -> int:
        return self.units_on_hand - self.units_reserved

    @property
    def units_in_lots(self) -> int:
        """What lies on the shelf."""
        return self.units_on_hand - self.units_short


class Category(AbstractCategory):
    """A group of medicines; its medicines may be taxed by a rate of their own."""

    tax_rate = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In percent, included in prices; empty: the shop's rate."),
    )

    class Meta(AbstractCategory.Meta):
        constraints = [
            models.CheckConstraint(
                name="category_tax_rate_is_a_percentage",
                condition=Q(tax_rate__isnull=True) | Q(tax_rate__gte=0, tax_rate__lt=100),
            ),
            models.UniqueConstraint(name="category_has_its_own_address", fields=["slug"]),
        ]

    def get_absolute_url(self):
        return reverse("category", kwargs={"slug": self.slug})


class Medicine(Product):
    """A medicine as staff see it."""

    class Meta:
        proxy = True
        app_label = "catalogue"
        ordering = ["title", "pk"]
        verbose_name = _("medicine")
        verbose_name_plural = _("medicines")


class Pack(Product):
    """A pack as staff see it."""

    class Meta:
        proxy = True
        app_label = "catalogue"
        ordering = ["parent__title", "dosage__position", "units"]
        verbose_name = _("pack")
        verbose_name_plural = _("packs")


# Oscar's remaining models register only what a fork has not: they come last.
from oscar.apps.catalogue.models import *  # noqa: E402, F403

# Needs the models above.
from catalog.sections import MonographSection as MonographSection  # noqa: E402
from catalog.sections import SectionKind as SectionKind  # noqa: E402
