"""What medicines contain, what the law says about its amount, and what does not go together."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from catalog.substances.names import LONGEST, names_in
from catalog.substances.querysets import InteractionQuerySet, SubstanceQuerySet
from catalog.substances.rules import Severity

A_NUMBER = {"null": True, "blank": True, "validators": [MinValueValidator(1)]}


class Substance(models.Model):
    """A substance medicines contain, or a group of substances ("opioids").

    Composite foreign keys (migration 0002) keep groups without medicines and groups out of groups.
    """

    name = models.CharField(max_length=LONGEST, unique=True)
    other_names = models.CharField(
        max_length=500,
        blank=True,
        help_text=_("Brand and other names patients use, separated by commas."),
    )
    is_group = models.BooleanField(
        _("group"), default=False, help_text=_("As in opioids: it has members, not medicines.")
    )
    members = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="groups", help_text=_("Of a group.")
    )
    medicines = models.ManyToManyField(
        "catalogue.Product",
        blank=True,
        related_name="substances",
        limit_choices_to={"structure": "parent"},
        help_text=_("All that contain it."),
    )
    general_sale_up_to = models.PositiveIntegerField(
        **A_NUMBER, help_text=_("Units a pack; a larger one a pharmacist has to agree to.")
    )
    pharmacy_up_to = models.PositiveIntegerField(
        **A_NUMBER, help_text=_("Units a pack; a larger one needs a prescription.")
    )
    max_units_per_sale = models.PositiveIntegerField(
        _("most units in an order"), **A_NUMBER, help_text=_("Over all medicines that contain it.")
    )

    objects = SubstanceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="substance_has_one_spelling",
                condition=Q(name=Lower("name")) & ~Q(name="") & ~Q(name__regex=r"^\s|\s$|\s\s"),
            ),
            models.CheckConstraint(
                name="substance_sizes_ascend",
                condition=Q(general_sale_up_to__isnull=True)
                | Q(pharmacy_up_to__isnull=True)
                | Q(general_sale_up_to__lte=F("pharmacy_up_to")),
            ),
            models.CheckConstraint(
                name="substance_sizes_are_at_least_one_unit",
                condition=~Q(general_sale_up_to=0)
                & ~Q(pharmacy_up_to=0)
                & ~Q(max_units_per_sale=0),
            ),
            models.CheckConstraint(
                name="group_has_no_sizes",
                condition=Q(is_group=False)
                | Q(
                    general_sale_up_to__isnull=True,
                    pharmacy_up_to__isnull=True,
                    max_units_per_sale__isnull=True,
                ),
            ),
            # The target of composite foreign keys (migration 0002).
            models.UniqueConstraint(name="substance_and_its_kind", fields=["id", "is_group"]),
        ]

    def __str__(self):
        return self.name

    @property
    def every_name(self) -> tuple[str, ...]:
        """Its name, then the others, in one spelling."""
        return (self.name, *names_in(self.other_names))


class Interaction(models.Model):
    """Two substances, or groups of them, that do not go well together; an unordered pair."""

    a = models.ForeignKey(Substance, models.PROTECT, related_name="+", verbose_name=_("substance"))
    b = models.ForeignKey(Substance, models.PROTECT, related_name="+", verbose_name=_("and"))
    severity = models.CharField(max_length=8, choices=Severity)
    advice = models.TextField(
        max_length=500, help_text=_("What happens and what to do; shoppers read it as well.")
    )
    source = models.CharField(
        max_length=255, blank=True, help_text=_("As in “FDA label of baclofen, precautions”.")
    )
    reviewed_by = models.CharField(
        max_length=120, blank=True, help_text=_("Empty: to be reviewed by a pharmacist.")
    )

    objects = InteractionQuerySet.as_manager()

    class Meta:
        ordering = ["a__name", "b__name"]
        constraints = [
            models.CheckConstraint(
                name="interaction_is_of_two_in_one_order", condition=Q(a__lt=F("b"))
            ),
            models.UniqueConstraint(name="interaction_of_a_pair_once", fields=["a", "b"]),
            models.CheckConstraint(
                name="interaction_severity_is_known", condition=Q(severity__in=Severity.values)
            ),
            models.CheckConstraint(name="interaction_has_advice", condition=~Q(advice="")),
        ]

    def __str__(self):
        return " + ".join(sorted([self.a.name, self.b.name]))
