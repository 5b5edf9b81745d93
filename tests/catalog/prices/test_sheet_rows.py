"""What is wrong in a row of a price sheet: told with row, column and what to do."""

import pytest

from catalog.prices.sheet_shop import MOST_PACKS, Shop
from tests.catalog.prices.sheets import csv_of, imported, problems, proposed, written, xlsx
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


def said(cells, kind="csv"):
    """The one problem of a sheet with a row of these cells: column, found, words."""
    proposal = imported(written(kind, cells))
    ((row, *problem),) = problems(proposal)
    assert row == 2
    assert proposal.sheet.state == "refused"
    return tuple(problem)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_wrong_price_is_told_with_row_and_column(medicine, kind):
    cells = ["Baclofen", "10 mg", 60, "12,5o"]
    assert said(cells, kind) == ("price", "12,5o", "“12,5o” has a letter o. Write 12.50.")


def test_an_unknown_medicine_is_told(medicine):
    cells = ["Baclofin", "10 mg", 60, 54]
    assert said(cells) == ("medicine", "Baclofin", "There is no medicine of this name.")
    assert said(["", *cells[1:]]) == ("medicine", "", "Enter the name of a medicine.")


def test_an_unknown_dosage_is_told_with_those_there_are():
    salbutamol = a_medicine("Salbutamol", unit="inhaler")
    for label in ("100mcg", "200mcg"):
        dosage = a_dosage(salbutamol, label)
    for units in (1, 2, 3):
        a_pack(dosage, units, "10.00")
    words = "Salbutamol has 100\u00a0micrograms and 200\u00a0micrograms."
    assert said(["Salbutamol", "50 mcg", 1, 14]) == ("dosage", "50 mcg", words)
    sold = "Salbutamol 200\u00a0micrograms is sold as 1, 2 and 3 inhalers."
    words = f"A pack holds at least 1 unit. {sold}"
    assert said(["Salbutamol", "200 mcg", 0, 14]) == ("units", "0", words)


def test_two_medicines_of_one_name_are_told(medicine):
    a_medicine("BACLOFEN", slug="other")
    column, _found, words = said(["Baclofen", "10 mg", 60, 54])
    assert column == "medicine"
    assert words == "2 medicines have this name: change their prices on their own pages."


def test_a_pack_that_stands_there_twice_is_told_with_the_other_row(medicine):
    rows = [["Baclofen", "10 mg", 60, 52], ["Baclofen", "10mg", "60", 52]]
    proposal = imported(xlsx(*rows))
    words = "Row 2 is about the same pack: keep one of them."
    assert problems(proposal) == [(3, "", "", words)]


def test_everything_wrong_in_a_row_is_told(medicine):
    proposal = imported(xlsx(["Baclofen", "11 mg", "x", "y"], ["Baclofen", "10 mg", 60, 54]))
    assert [problem[:2] for problem in problems(proposal)] == [
        *((2, "dosage"), (2, "units"), (2, "price"))
    ]
    assert list(proposed(proposal).values()) == ["54.00"], "what is right is shown, too"


def test_a_row_with_more_cells_than_columns_is_told(medicine):
    content = csv_of(["Baclofen", "10 mg", "60", "1", "299.00"])
    ((row, column, _found, words),) = problems(imported(content))
    assert (row, column) == (2, "")
    assert words.startswith("There are more cells here than columns.")


def test_of_many_problems_the_first_are_kept(medicine, monkeypatch):
    monkeypatch.setattr("catalog.prices.sheet_reading.MOST_PROBLEMS", 5)
    proposal = imported(csv_of(*[["Baclofen", "10 mg", n, "x"] for n in range(1, 9)]))
    assert proposal.sheet.problems == 8
    assert len(problems(proposal)) == 5


def test_long_cells_are_kept_short(medicine):
    column, found, _words = said(["B" * 5000, "10 mg", 60, 54], "xlsx")
    assert (column, len(found)) == ("medicine", 60)


def test_a_dosage_gets_no_more_packs_than_a_page_takes(medicine):
    rows = [["Baclofen", "10 mg", 1_000 + number, 54] for number in range(MOST_PACKS - 5)]
    proposal = imported(xlsx(*rows, ["Baclofen", "25 mg", 1_000, 54]))
    words = "A dosage has at most 100 packs: Baclofen 10\u00a0mg would have more."
    assert problems(proposal) == [(MOST_PACKS - 4, "units", str(1_000 + MOST_PACKS - 6), words)]


def test_a_dosage_of_many_packs_keeps_them_and_their_prices_change(medicine):
    dosage = medicine.dosages.get(label="10mg")
    for number in range(MOST_PACKS):
        a_pack(dosage, 1_000 + number, "1.00")
    assert len(proposed(imported(xlsx(["Baclofen", "10 mg", 1_000, 2])))) == 1
    words = "A dosage has at most 100 packs: Baclofen 10\u00a0mg would have more."
    assert said(["Baclofen", "10 mg", 30, 2]) == ("units", "30", words)


def test_the_shop_is_read_at_one_moment(medicine, django_assert_num_queries):
    """By one query: between two, a colleague could add what neither or both would tell."""
    a_medicine("Newol")
    a_dosage(a_medicine("Oldol"), "5mg")
    with django_assert_num_queries(1):
        shop = Shop()
    assert shop.medicine("newol").dosages == {}
    assert [dosage.packs for dosage in shop.medicine("Oldol").dosages.values()] == [{}]
    assert sorted(shop.dosage(shop.medicine("Baclofen"), "25mg").packs) == [
        30,
        60,
        90,
        120,
        180,
        270,
    ]
