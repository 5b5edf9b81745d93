"""Finds dosages by what staff type: each word in a medicine's names or in a strength."""

from django.db.models import Q, QuerySet

from catalog.models import Dosage, Medicine

# Each one more is one more part of the query.
MOST_WORDS = 8


def words_in(typed: str) -> list[str]:
    return typed.replace('"', " ").split()[:MOST_WORDS]


def with_words(rows: QuerySet, typed: str, dosage: str) -> QuerySet:
    """The rows whose dosage, at this path from them, has each word.

    Names and strengths are asked apart: no index leads to both at once.
    """
    for word in words_in(typed):
        named = Q(title__icontains=word) | Q(generic_name__icontains=word)
        medicines = Medicine.objects.medicines().filter(named).order_by()
        of_them = Dosage.objects.filter(medicine__in=medicines.values("pk")).order_by()
        as_strong = Dosage.objects.filter(label__icontains=word).order_by()
        rows = rows.filter(**{f"{dosage}__in": of_them.values("pk").union(as_strong.values("pk"))})
    return rows
