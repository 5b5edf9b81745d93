"""What medicines are found by. The database writes both tables itself (migration 0005)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from catalog.search.querysets import SpellingQuerySet


class Entry(models.Model):
    """A medicine as search reads it, whether or not it is on the site.

    Folded: small letters without accents, single spaces, no other signs (search_folded).
    """

    # Deleted with its medicine by the database.
    medicine = models.OneToOneField(
        "catalogue.Product",
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="search_entry",
    )
    name = models.TextField(db_collation="C", help_text="Folded.")
    other_names = ArrayField(models.TextField(), help_text="As staff wrote them.")
    folded_names = models.TextField(help_text="The other names, each between two line ends.")
    categories = ArrayField(models.TextField(), help_text="Names of those on the site.")
    # A: the name. B: other names. C: categories and form. D: headline and summary.
    document = SearchVectorField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(name="entry_by_name", fields=["name"]),
            GinIndex(name="entry_by_words", fields=["document"]),
        ]

    def __str__(self):
        return self.name


class Spelling(models.Model):
    """A name of a medicine or its category, or a word of one, folded: what may have been meant."""

    medicine = models.ForeignKey(
        "catalogue.Product",
        models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    text = models.TextField()

    objects = SpellingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="medicine_has_a_spelling_once", fields=["medicine", "text"]
            )
        ]
        indexes = [
            GinIndex(name="spelling_by_trigrams", fields=["text"], opclasses=["gin_trgm_ops"])
        ]

    def __str__(self):
        return self.text
