"""What is suggested while somebody types."""

import re

import pytest

from tests.catalog.leaflets.papers import stand_for
from tests.checkout.pages import text_of
from tests.factories import (
    a_category,
    a_dosage,
    a_medicine,
    a_pack,
    a_substance,
    baclofen,
    put_on_the_shelf,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggested(client):
    """Each suggestion as (label, detail, address)."""

    def asked(typed: str) -> list[tuple[str, str, str]]:
        response = client.get("/search/suggestions/", {"q": typed})
        assert response.status_code == 200
        found = response.context["found"].suggestions
        return [(one.label, one.detail, one.address) for one in found]

    return asked


def test_medicines_brands_and_categories_are_suggested(suggested):
    medicine = baclofen(category=a_category("Muscle relaxants"))
    a_substance("baclofen", other_names="lioresal", medicines=[medicine])
    assert suggested("bacl") == [
        ("Baclofen", "Tablets, from $0.61 per pill", "/medicines/baclofen/")
    ]
    assert suggested("lior") == [("Lioresal", "another name of Baclofen", "/medicines/baclofen/")]
    assert suggested("musc") == [
        ("Baclofen", "Tablets, from $0.61 per pill", "/medicines/baclofen/"),
        ("Muscle relaxants", "category, 1 medicine", "/categories/muscle-relaxants/"),
    ]


def test_what_is_sold_out_says_so_and_keeps_its_price_to_itself(suggested):
    baclofen()
    put_on_the_shelf(0)
    a_pack(a_dosage(a_medicine("Bacitracin", form="", legal_class="CD")))
    assert [detail for _label, detail, _address in suggested("bac")] == [
        "sold out",
        "Tablets, sold out",
    ]


def test_at_most_eight_are_suggested_and_categories_have_their_place(suggested):
    for number in range(12):
        a_medicine(f"Painol {number:02}", category=a_category(f"Pain {number:02}"))
    labels = [label for label, _detail, _address in suggested("pain")]
    assert labels == [*(f"Painol {number:02}" for number in range(6)), "Pain 00", "Pain 01"]


@pytest.mark.parametrize(("typed", "found"), [("b", 0), (" b ", 0), ("-b.", 0), ("ba", 1)])
def test_one_letter_suggests_nothing(suggested, typed, found):
    baclofen()
    assert len(suggested(typed)) == found


def test_a_misspelt_name_is_suggested_as_it_is_written(suggested):
    baclofen()
    assert [label for label, *_ in suggested("baclofn")] == ["Baclofen"]


def test_the_answer_says_its_number_and_marks_what_was_typed(client):
    baclofen()
    text = client.get("/search/suggestions/?q=bacl").content.decode()
    assert 'data-said="1 suggestion"' in text
    assert "<span><mark>Bacl</mark>ofen</span>" in text
    assert re.search(r'<li role="option" aria-selected="false" data-to="/medicines/bac', text)


@pytest.mark.parametrize("typed", ["", " ", "%", "zzzzzz"])
def test_where_nothing_is_like_it_nothing_is_suggested(client, typed):
    baclofen()
    response = client.get("/search/suggestions/", {"q": typed})
    assert text_of(response) == ""
    assert 'data-said="No suggestions"' in response.content.decode()


def test_suggestions_are_the_same_for_everybody_and_kept_by_nobody(client, admin_client):
    baclofen()
    for visitor in (client, admin_client):
        response = visitor.get("/search/suggestions/?q=bacl")
        assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_a_live_shop_suggests_no_text_that_waits_for_its_review(suggested, settings):
    medicine = baclofen(category=a_category("Muscle relaxants"))
    settings.LIVE = True
    assert suggested("bacl") == suggested("muscle") == []
    stand_for(medicine)
    assert [label for label, *_ in suggested("muscle")] == ["Baclofen", "Muscle relaxants"]


@pytest.mark.parametrize(
    ("medicines", "typed", "queries"),
    [
        *((1, "medicine", 5), (7, "medicine", 5), (1, "mediccine", 10), (7, "mediccine", 10)),
        # So many begin so that nothing else is looked for.
        *((8, "medicine", 4), (20, "medicine", 4), (8, "mediccine", 9), (20, "mediccine", 9)),
    ],
)
def test_suggestions_ask_the_database_as_often_whatever_there_is(
    suggested, django_assert_num_queries, medicines, typed, queries
):
    for number in range(medicines):
        a_pack(a_dosage(a_medicine(f"Medicine {number}", category=a_category(f"G{number}"))))
    with django_assert_num_queries(queries):
        assert len(suggested(typed)) == min(medicines, 8)
