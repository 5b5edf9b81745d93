"""The reads of search: how close a medicine is to what was typed, what may have been meant."""

from collections.abc import Sequence
from functools import reduce

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import Case, Max, Q, QuerySet, Value, When

from catalog.search.words import Words

# Of each part of what was typed.
MOST_SPELLINGS = 5


def has_words(words: Words, weights: str = "") -> Q:
    """Medicines whose entry has every word, in parts of these weights ("" = any)."""
    query = SearchQuery(words.query(weights), config="simple", search_type="raw")
    return Q(search_entry__document=query)


def closeness(words: Words) -> Case:
    """How close a medicine that has the words is to them, the closest being 0."""
    text = words.text  # letters, digits and single spaces: nothing LIKE would read otherwise
    rules = [
        Q(search_entry__name=text),
        Q(search_entry__folded_names__contains=f"\n{text}\n"),
        Q(search_entry__name__startswith=text),
        Q(search_entry__folded_names__contains=f"\n{text}"),
        has_words(words, "A"),
        has_words(words, "AB"),
        has_words(words, "ABC"),
    ]
    ranks = [When(rule, then=Value(rank)) for rank, rule in enumerate(rules)]
    return Case(*ranks, default=Value(len(rules)))


class SpellingQuerySet(QuerySet):
    """Names and their words, folded."""

    def like_one_of(self, typed: Sequence[str], medicines: QuerySet) -> QuerySet:
        """The likest names of these medicines for each text, as (typed, text, alike)."""
        return reduce(QuerySet.union, (self._like(text, medicines) for text in typed))

    def _like(self, typed: str, medicines: QuerySet) -> QuerySet:
        of_these = self.filter(medicine__in=medicines.order_by().values("pk"))
        alike = of_these.filter(text__trigram_similar=typed).values("text")
        return (
            alike.annotate(typed=Value(typed), alike=Max(TrigramSimilarity("text", typed)))
            .order_by("-alike", "text")
            .values_list("typed", "text", "alike")[:MOST_SPELLINGS]
        )
