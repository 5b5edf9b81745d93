"""The reads of search: how close a medicine is to what was typed, what may have been meant."""

from collections.abc import Sequence
from functools import reduce

from django.contrib.postgres.search import SearchQuery, SearchVectorField, TrigramSimilarity
from django.db.models import Case, Exists, Func, OuterRef, Q, QuerySet, Value, When

from catalog.search.words import Words

# Of each part of what was typed.
MOST_SPELLINGS = 5
# Of those the likest, by which some medicine of the site has to be called.
MOST_ALIKE = 50
# Behind whatever begins with a text.
LAST_SIGN = "\U0010ffff"


class NamesWords(Func):
    """The words of names alone in an entry's document."""

    template = "ts_filter(%(expressions)s, '{a,b}')"
    output_field = SearchVectorField()


def _asked(words: Words, weights: str = "") -> SearchQuery:
    return SearchQuery(words.query(weights), config="simple", search_type="raw")


def closeness(words: Words) -> Case:
    """How close an entry that has the words is to them, the closest being 0."""
    text = words.text  # letters, digits and single spaces: nothing LIKE would read otherwise
    rules = [
        Q(name=text),
        Q(folded_names__contains=f"\n{text}\n"),
        Q(name__startswith=text),
        Q(folded_names__contains=f"\n{text}"),
        Q(document=_asked(words, "A")),
        Q(document=_asked(words, "AB")),
        Q(document=_asked(words, "ABC")),
    ]
    ranks = [When(rule, then=Value(rank)) for rank, rule in enumerate(rules)]
    return Case(*ranks, default=Value(len(rules)))


class EntryQuerySet(QuerySet):
    """Medicines as search reads them."""

    def of(self, places: QuerySet):
        """Those that stand in a list."""
        return self.filter(Exists(places.filter(medicine_id=OuterRef("pk"))))

    def called(self, text: str):
        """Whose name begins so."""
        return self.filter(name__gte=text, name__lt=text + LAST_SIGN)

    def having(self, words: Words):
        """That have every word."""
        return self.filter(document=_asked(words))

    def named(self, words: Words):
        """That have every word in their names."""
        return self.alias(words_of_names=NamesWords("document")).filter(
            words_of_names=_asked(words)
        )

    def by_name(self):
        return self.order_by("name", "pk")

    def by_closeness(self, words: Words):
        return self.order_by(closeness(words), "name", "pk")


class SpellingQuerySet(QuerySet):
    """Names and their words, folded."""

    def of(self, places: QuerySet):
        """Those of medicines that stand in a list."""
        return self.filter(Exists(places.filter(medicine_id=OuterRef("medicine_id"))))

    def names_begun(self, text: str):
        """Whole names that begin so."""
        begun = self.filter(is_name=True, text__gte=text, text__lt=text + LAST_SIGN)
        return begun.order_by("text", "medicine_id")


class SpeltQuerySet(QuerySet):
    """Spellings, each once, or few times."""

    def like_one_of(self, typed: Sequence[str], spellings: QuerySet) -> QuerySet:
        """The likest of these spellings for each text, as (typed, text, alike)."""
        return reduce(QuerySet.union, (self._like(text, spellings) for text in typed))

    def _like(self, typed: str, spellings: QuerySet) -> QuerySet:
        alike = TrigramSimilarity("text", typed)
        likest = self.filter(text__trigram_similar=typed).order_by(alike.desc(), "text")
        some = self.filter(pk__in=likest.values("pk")[:MOST_ALIKE])
        known = some.filter(Exists(spellings.filter(text=OuterRef("text"))))
        return (
            known.values("text")
            .annotate(typed=Value(typed), alike=alike)
            .order_by("-alike", "text")
            .values_list("typed", "text", "alike")
            .distinct()[:MOST_SPELLINGS]
        )
