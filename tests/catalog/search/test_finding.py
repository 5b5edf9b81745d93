"""Which medicines are the closest, where not all that have the words are looked at."""

import pytest

from catalog.models import Product
from catalog.search.finding import closest
from catalog.search.reads import words_of
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_are_many(monkeypatch):
    monkeypatch.setattr("catalog.search.finding.FEW", 2)


def ranked(typed: str, most: int) -> list[str]:
    return [Product.objects.get(pk=pk).title for pk in closest(words_of(typed), most)]


@pytest.fixture
def shop():
    """Every text has the word, and the first names from A on have it in nothing else."""
    for name in ("Aspirin", "Baclofen", "Cetirizine", "Pro zinc", "Zinc oxide", "Zinc acetate"):
        a_medicine(name, summary="Goes well with zinc.")
    a_medicine("Galzin", also_known_as="Zinc")
    a_medicine("Galzinum", generic_name="zinc nitrate")


def test_whatever_is_called_so_is_found_however_many_texts_have_the_word(shop):
    assert ranked("zinc", 2) == ["Galzin", "Zinc acetate"]
    assert ranked("zinc", 3) == ["Galzin", "Zinc acetate", "Zinc oxide"]
    assert ranked("zinc", 5) == ["Galzin", "Zinc acetate", "Zinc oxide", "Galzinum", "Pro zinc"]


def test_behind_them_stand_the_first_by_name_of_those_that_only_have_the_word(shop):
    assert ranked("zinc", 7)[5:] == ["Aspirin", "Baclofen"]
    assert ranked("well zinc", 3) == ["Aspirin", "Baclofen", "Cetirizine"]


def test_names_that_have_all_words_come_before_texts_that_do(shop):
    for name in ("Acid of well zinc", "Well and zinc"):
        a_medicine(name)
    assert ranked("zinc well", 3) == ["Acid of well zinc", "Well and zinc", "Aspirin"]


def test_where_enough_names_begin_so_nothing_else_is_asked(shop, django_assert_num_queries):
    words = words_of("zinc")
    for most, queries in ((2, 1), (3, 3), (9, 2)):
        with django_assert_num_queries(queries):
            closest(words, most)
