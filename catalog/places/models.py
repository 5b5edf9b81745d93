"""Where medicines stand in lists, and how many do. The database writes it all (migration 0002).

What a list shows first is found by an index, and how many there are by adding up a few rows: a
list of 100,000 medicines is read like one of 60.
"""

from django.db import models
from django.db.models import Q

from catalog.places.querysets import PlaceQuerySet, TallyQuerySet

# The list of all medicines; any other is a category's, by its id.
ALL = 0
ON_THE_SITE = Q(is_public=True)


class Place(models.Model):
    """A medicine in a list. One that is not public has a place among all, which nobody is shown."""

    list_id = models.BigIntegerField(help_text="A category's; 0: of all medicines.")
    # Goes when its medicine's transaction ends, with no lock taken before.
    medicine = models.ForeignKey(
        "catalogue.Product",
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    is_public = models.BooleanField()
    is_kept_back = models.BooleanField(
        help_text="No pharmacist stands for its text, which a live shop asks for."
    )
    name = models.TextField(db_collation="C", help_text="Folded, as search has it.")
    form = models.TextField()
    needs_prescription = models.BooleanField()
    in_stock = models.BooleanField(help_text="Somebody can buy some of it today.")
    # The lowest per unit that can be bought, as shown; NO_PRICE where nothing can.
    unit_price = models.DecimalField(max_digits=14, decimal_places=3)
    promoted_price = models.DecimalField(
        max_digits=14, decimal_places=3, help_text="Of what needs no prescription."
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="medicine_has_one_place_in_a_list", fields=["medicine", "list_id"]
            )
        ]
        indexes = [
            models.Index(
                name="places_kept_back",
                fields=["list_id", "medicine"],
                condition=Q(is_kept_back=True),
            ),
            models.Index(
                name="places_by_name", fields=["list_id", "name", "medicine"], condition=ON_THE_SITE
            ),
            models.Index(
                name="places_by_price",
                fields=["list_id", "unit_price", "name", "medicine"],
                condition=ON_THE_SITE,
            ),
            models.Index(
                name="places_by_promoted_price",
                fields=["list_id", "promoted_price", "name", "medicine"],
                condition=ON_THE_SITE,
            ),
            models.Index(
                name="places_by_form",
                fields=["list_id", "form", "name", "medicine"],
                condition=ON_THE_SITE,
            ),
        ]

    def __str__(self):
        return f"{self.name} in {self.list_id}"


class Tally(models.Model):
    """How many medicines more or fewer of a kind a list has: what it has is the sum of its rows.

    A number that each change counts up would make those who change things wait for each other.
    """

    list_id = models.BigIntegerField()
    is_kept_back = models.BooleanField()
    form = models.TextField()
    needs_prescription = models.BooleanField()
    in_stock = models.BooleanField()
    medicines = models.BigIntegerField()
    is_folded = models.BooleanField(help_text="Alone of its kind when the worker wrote it.")

    objects = TallyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(name="tallies_of_a_list", fields=["list_id"]),
            models.Index(name="tallies_to_fold", fields=["list_id"], condition=Q(is_folded=False)),
        ]

    def __str__(self):
        return f"{self.medicines} in {self.list_id}"
