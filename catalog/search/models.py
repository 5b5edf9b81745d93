"""What medicines are found by. The database writes both tables itself (migration 0005)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from catalog.search.querysets import EntryQuerySet, NamesWords, SpellingQuerySet, SpeltQuerySet


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

    objects = EntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(name="entry_by_name", fields=["name", "medicine"]),
            GinIndex(name="entry_by_words", fields=["document"]),
            # A word that every text has may be in few names.
            GinIndex(NamesWords("document"), name="entry_by_words_of_names"),
        ]

    def __str__(self):
        return self.name


class Spelling(models.Model):
    """A name of a medicine or its category, or a word of one, folded."""

    medicine = models.ForeignKey(
        "catalogue.Product",
        models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    text = models.TextField(db_collation="C")
    is_name = models.BooleanField(help_text="A whole one of the medicine's own.")

    objects = SpellingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="medicine_has_a_spelling_once", fields=["medicine", "text"]
            )
        ]
        indexes = [
            models.Index(name="spelling_by_text", fields=["text", "medicine"]),
            models.Index(
                name="spelling_that_is_a_name",
                fields=["text", "medicine"],
                condition=Q(is_name=True),
            ),
        ]

    def __str__(self):
        return self.text


class Spelt(models.Model):
    """A spelling of one or two words, once or more for all medicines: what may have been meant.

    A text that no medicine has any more stays: whether one has it is asked of the few that are
    like what was typed.
    """

    text = models.TextField(db_collation="C")

    objects = SpeltQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(name="spelt_by_text", fields=["text"]),
            GinIndex(name="spelt_by_trigrams", fields=["text"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self):
        return self.text
