"""Finding a medicine of the demo, however its name is typed."""

import pytest

from catalog.models import Product
from catalog.search.finding import closest
from catalog.search.reads import words_of
from tests.catalog.leaflets.papers import stand_for
from tests.checkout.pages import text_of
from tests.factories import a_category, a_dosage, a_medicine, a_pack, a_substance, baclofen

pytestmark = pytest.mark.django_db


BACLOFEN = [
    "Baclofen",
    "BACLOFEN 10 mg",
    "10mg baclofen",
    "baclofen tablets, 60 pills",
    "bacl",
    "  bac ",
    "baclofn",
    "baklofen",
    "bacloffen",
    "baclo fen",
    "baclofn tablets",
    "Lioresal",
    "lioresl",
    "KEMSTRO",
    "muscle relaxant",
    "muscle relaxants",
    "relaxants for muscles",
    "muscel relaxant",
    "baclofène",
]
FIRST = [
    ("paracetamol", "Acetaminophen"),
    ("amoxcilin", "Amoxicillin"),
    ("amoxicillin and clavulanate", "Amoxicillin and clavulanate"),
    ("albutrol", "Albuterol inhaler"),
    ("ibuprofin", "Ibuprofen"),
    ("ibuprofen suspension", "Ibuprofen suspension"),
    ("viagara", "Sildenafil"),
    ("retin-a", "Tretinoin cream"),
    ("women's health", "Alendronate"),
    ("proton pump", "Omeprazole"),
    ("vitamin k", "Warfarin"),
]


@pytest.mark.usefixtures("demo")
def test_baclofen_is_found_first(found):
    first = {typed: found(typed)[:1] for typed in BACLOFEN}
    assert {typed: names for typed, names in first.items() if names != ["Baclofen"]} == {}


@pytest.mark.usefixtures("demo")
def test_a_medicine_is_found_by_brand_substance_misspelling_and_what_it_is(found):
    assert [(typed, *found(typed)[:1]) for typed, _first in FIRST] == FIRST


def test_the_closest_stands_first():
    a_medicine("Zinc oxide")
    a_medicine("Pro Zinc")
    a_medicine("Zinc")
    a_medicine("Galzin", also_known_as="Zinc")
    a_medicine("Galzinum", generic_name="zinc acetate")
    a_medicine("Aspirin", category=a_category("Zinc and iron"))
    a_medicine("Ascorbin", summary="Goes well with zinc.")
    a_medicine("Solzin", also_known_as="Solvazinc, Pro zinc drops")

    assert ranked("zinc") == [
        "Zinc",  # its name
        "Galzin",  # another name of it
        "Zinc oxide",  # its name begins so
        "Galzinum",  # another name begins so
        "Pro Zinc",  # a word of its name
        "Solzin",  # a word of another name
        "Aspirin",  # its category
        "Ascorbin",  # its text
    ]


def ranked(typed: str) -> list[str]:
    return [Product.objects.get(pk=pk).title for pk in closest(words_of(typed), 9)]


def test_what_is_equally_close_stands_by_name(found):
    category = a_category("Muscle relaxants")
    for name in ("Tizanidine", "aspirin", "Baclofen"):
        a_medicine(name, category=category)
    assert found("muscle") == ["aspirin", "Baclofen", "Tizanidine"]


def test_every_word_has_to_be_found_wherever_it_stands(found):
    a_medicine("Ibuprofen", form="Tablets")
    a_medicine("Ibuprofen gel", form="Gel")
    assert found("gel ibu") == ["Ibuprofen gel"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Éclairamol", "eclairamol"),
        ("Eclairamol", "ÉCLAIRAMOL"),
        ("Istanbulol", "İstanbulol"),
        ("Straßenol", "STRASSENOL"),
        ("Strassenol", "straßenol"),
        ("Μπακλοφαίνη", "μπακλοφαινη"),
        ("Μπακλοφένης", "ΜΠΑΚΛΟΦΕΝΗΣ"),
        ("Баклофен", "БАКЛОФЕН"),
        ("Йодин", "йодин"),
        ("Søvnol", "sovnol"),
        ("Women’s D", "womens d"),
        ("e\u0301lan", "élan"),
    ],
)
def test_accents_capitals_and_alphabets_do_not_matter(found, name, typed):
    a_medicine(name, slug="one")
    a_medicine("Aspirin")
    assert found(typed) == [name]


def test_a_medicine_of_another_alphabet_is_found_by_its_beginning_and_misspelt(found):
    a_medicine("Баклофен", slug="one")
    assert found("бакл") == ["Баклофен"]
    assert found("баклафен") == ["Баклофен"]


def test_what_something_else_was_searched_for_is_said(search, client):
    baclofen()
    page = search("baclofn")
    assert (page.finds, page.instead) == (True, "baclofen")
    text = text_of(client.get("/search/?q=baclofn"))
    assert "Results for “baclofen”" in text
    assert "Nothing is called “baclofn”. Showing results for “baclofen”." in text


def test_what_was_typed_right_is_not_corrected(search):
    baclofen()
    a_medicine("Baclofene")
    page = search("baclofen")
    assert (page.instead, page.nearest) == ("", ())
    assert [row.medicine.name for row in page.rows] == ["Baclofen", "Baclofene"]


@pytest.mark.usefixtures("demo")
def test_where_nothing_is_found_the_nearest_names_and_the_letters_lead_on(client):
    response = client.get("/search/?q=zyrtopram")
    page = response.context["page"]
    text = text_of(response)
    assert not page.finds
    assert "Nothing found for “zyrtopram”" in text
    assert page.nearest == ("Valacyclovir", "Warfarin")
    assert [link.letter for link in page.letters][:3] == ["A", "B", "C"]
    assert 'href="/medicines/#l-B"' in response.content.decode()


def test_why_a_medicine_was_found_is_said_where_its_name_does_not_tell(search):
    medicine = baclofen(category=a_category("Muscle relaxants"), headline="Against stiffness")
    a_substance("baclofen", other_names="lioresal, kemstro", medicines=[medicine])
    why = {
        typed: [row.why for row in search(typed).rows]
        for typed in ("baclofen", "lioresal", "relaxant", "stiffness")
    }
    assert why == {
        "baclofen": [""],
        "lioresal": ["Also called Lioresal"],
        "relaxant": ["In Muscle relaxants"],
        "stiffness": ["Against stiffness"],
    }


def test_what_was_typed_is_marked_where_it_stands(client):
    baclofen(category=a_category("Muscle relaxants"))
    text = client.get("/search/?q=bacl").content.decode()
    assert "<mark>Bacl</mark>ofen" in text
    assert "<mark>relaxant</mark>s" in client.get("/search/?q=relaxant").content.decode()


@pytest.mark.parametrize("typed", ["baclofen", "nothing like it"])
def test_what_was_typed_stays_in_the_field(client, typed):
    baclofen()
    text = client.get("/search/", {"q": typed}).content.decode()
    assert text.count(f'type="search" value="{typed}"') == 2


def test_nothing_typed_finds_nothing_and_says_what_to_do(client):
    baclofen()
    response = client.get("/search/")
    assert response.context["page"].rows == ()
    assert "Type the name of a medicine or of its substance." in text_of(response)


def test_a_medicine_that_is_not_on_the_site_is_neither_found_nor_suggested_as_meant(search):
    a_medicine("Secretol", is_public=False)
    for typed in ("secretol", "secretl", "secretxyz"):
        page = search(typed)
        assert (page.rows, page.instead, page.nearest) == ((), "", ())


def test_a_live_shop_finds_no_text_that_waits_for_its_review(search, settings):
    medicine = baclofen()
    settings.LIVE = True
    for typed in ("baclofen", "baclofn", "baclxyz"):
        page = search(typed)
        assert (page.rows, page.instead, page.nearest) == ((), "", ())
    stand_for(medicine)
    assert [row.medicine.name for row in search("baclofn").rows] == ["Baclofen"]


@pytest.fixture
def zincs(monkeypatch):
    """Three medicines."""
    for name in ("Zinc oxide", "Zinc", "Pro zinc"):
        a_medicine(name)

    def found_at_most(number):
        monkeypatch.setattr("catalog.search.reads.MOST_FOUND", number)

    return found_at_most


def test_of_too_many_only_the_closest_are_shown_and_that_is_said(search, client, zincs):
    zincs(2)
    page = search("zinc")
    assert [row.medicine.name for row in page.rows] == ["Zinc", "Zinc oxide"]
    assert page.found.counts.medicines == 2
    text = text_of(client.get("/search/?q=zinc"))
    assert "These are the closest 2. Add a word to find fewer." in text


def test_exactly_as_many_as_are_shown_are_all_there_are(client, zincs):
    zincs(3)
    text = text_of(client.get("/search/?q=zinc"))
    assert "3 medicines" in text
    assert "These are the closest" not in text


def test_a_name_is_among_the_nearest_once_however_it_is_written(search):
    for name in ("Zyrtec", "Warfarin"):
        a_medicine(name)
    assert search("zyrtxyz").nearest == ("Zyrtec", "Warfarin")


@pytest.mark.parametrize("medicines", [1, 8])
@pytest.mark.parametrize(("typed", "queries"), [("medicine", 6), ("medicin", 6), ("mediccine", 10)])
def test_a_search_asks_the_database_as_often_whatever_it_finds(
    search, django_assert_num_queries, medicines, typed, queries
):
    for number in range(medicines):
        medicine = a_medicine(f"Medicine {number}", category=a_category(f"Group {number}"))
        for label in ("10mg", "25mg"):
            a_pack(a_dosage(medicine, label))
    with django_assert_num_queries(queries):
        assert len(search(typed).rows) == medicines


@pytest.mark.parametrize("medicines", [1, 8])
def test_a_search_for_nothing_asks_the_database_no_more_often_either(
    search, django_assert_num_queries, medicines
):
    for number in range(medicines):
        a_medicine(f"Medicine {number}")
    with django_assert_num_queries(7):
        assert search("qqqqqqq").rows == ()


def test_what_was_typed_is_in_no_line_of_the_log(client, caplog):
    caplog.set_level("DEBUG", logger="django.request")
    client.raise_request_exception = False
    client.get("/search/", {"q": "lioresal"})
    client.get("/search/suggestions/", {"q": "lioresal"})
    client.post("/search/?q=lioresal")
    assert "lioresal" not in caplog.text
