"""The reads of search: how close a medicine is to what was typed, what may have been meant."""

from collections.abc import Sequence
from functools import reduce

from django.contrib.postgres.search import SearchQuery, SearchVectorField, TrigramSimilarity
from django.db.models import Case, Exists, Func, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from catalog.search.words import Called, Having

# Of each part of what was typed.
MOST_SPELLINGS = 5
# Of those the likest, by which some medicine of the site has to be called.
MOST_ALIKE = 50
# The closeness of what has the words, but not all of them in names.
ELSEWHERE = 6
Rule = Q | GreaterThan


class NamesWords(Func):
    """The words of names alone in an entry's document."""

    template = "ts_filter(%(expressions)s, '{a,b}')"
    output_field = SearchVectorField()


def _asked(query: str) -> SearchQuery:
    return SearchQuery(query, config="simple", search_type="raw")


def _begins(column: str, called: Called) -> Q:
    return Q(**{f"{column}__gte": called.text, f"{column}__lt": called.behind})


def _rules_of_names(called: Called) -> list[Rule]:
    """Of an entry of which a name begins so, the closest first."""
    return [
        Q(name=called.text),
        GreaterThan(StrIndex("folded_names", called.other_name), 0),
        _begins("name", called),
        GreaterThan(StrIndex("folded_names", called.other_name_begun), 0),
    ]


def _rules_of_words(having: Having) -> list[Rule]:
    """Of one that has every word, behind those; without any rule stands what has them in a text."""
    return [Q(document=_asked(query)) for query in (having.in_a, having.in_ab, having.in_abc)]


def _closeness(rules: Sequence[Rule]) -> Case:
    """The first rule that an entry fits, by its number."""
    ranks = [When(rule, then=Value(rank)) for rank, rule in enumerate(rules)]
    return Case(*ranks, default=Value(len(rules)))


class EntryQuerySet(QuerySet):
    """Medicines as search reads them."""

    def of(self, places: QuerySet):
        """Those that stand in a list."""
        return self.filter(Exists(places.filter(medicine_id=OuterRef("pk"))))

    def having(self, having: Having):
        """That have every word."""
        return self.filter(document=_asked(having.anywhere))

    def named(self, having: Having):
        """That have every word in their names."""
        return self.alias(words_of_names=NamesWords("document")).filter(
            words_of_names=_asked(having.anywhere)
        )

    def by_name(self):
        return self.order_by("name", "pk")

    def with_closeness(self, called: Called, having: Having):
        """Adds `closeness` to what was typed, 0 being the closest."""
        rules = [*_rules_of_names(called), *_rules_of_words(having)]
        return self.annotate(closeness=_closeness(rules))

    def with_closeness_of_names(self, called: Called):
        """The same, where of each a name begins so."""
        return self.annotate(closeness=_closeness(_rules_of_names(called)))


class SpellingQuerySet(QuerySet):
    """Names and their words, folded."""

    def of(self, places: QuerySet):
        """Those of medicines that stand in a list."""
        return self.filter(Exists(places.filter(medicine_id=OuterRef("medicine_id"))))

    def names_begun(self, called: Called):
        """Whole names that begin so."""
        begun = self.filter(_begins("text", called), is_name=True)
        return begun.order_by("text", "medicine_id")


class SpeltQuerySet(QuerySet):
    """Spellings, each once, or few times."""

    def like_one_of(self, typed: Sequence[Value], spellings: QuerySet) -> QuerySet:
        """The likest of these spellings for each text, as (typed, text, alike)."""
        return reduce(QuerySet.union, (self._like(text, spellings) for text in typed))

    def _like(self, typed: Value, spellings: QuerySet) -> QuerySet:
        alike = TrigramSimilarity("text", typed)
        likest = self.filter(text__trigram_similar=typed).order_by(alike.desc(), "text")
        some = self.filter(pk__in=likest.values("pk")[:MOST_ALIKE])
        known = some.filter(Exists(spellings.filter(text=OuterRef("text"))))
        return (
            known.values("text")
            .annotate(typed=typed, alike=alike)
            .order_by("-alike", "text")
            .values_list("typed", "text", "alike")
            .distinct()[:MOST_SPELLINGS]
        )
