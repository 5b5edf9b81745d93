"""The warnings of many prices: all are shown, by kind, before any of the prices is applied."""

import pytest

from catalog.prices import proposal_warnings
from catalog.prices.proposal_warnings import IN_WORDS
from catalog.prices.rules import Kind
from tests.catalog.prices.asked import packs_of, price_of
from tests.catalog.prices.proposal_page import Desk
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
MANY = 35  # more dosages than there are on a page


@pytest.fixture
def two_a_page(monkeypatch):
    monkeypatch.setattr(proposal_warnings, "WARNINGS_A_PAGE", 2)


@pytest.fixture
def quiet():
    """Medicines that come before and that nothing is to be said about."""
    return [a_pack(a_dosage(a_medicine(f"Acid {n:02}")), 60, "10.00") for n in range(MANY)]


def raised(client) -> Desk:
    """Each of the 12 packs of Baclofen makes a large step, and two base packs move."""
    return Desk(client).type(change="percent", amount="21").send("preview")


def test_the_first_page_says_every_warning_by_kind(price_editor, medicine, quiet):
    medicine.dosages.filter(label="10mg").update(unit_cost="0.99")
    desk = Desk(price_editor).type(change="percent", amount="19.99").send("preview")

    assert "Page 1 of 2" in desk.text
    for said in (
        "7 warnings to read",
        "5 Below cost",
        "Baclofen 10 mg 180 pills Below cost: these 180 pills cost $178.20 to buy.",
        "2 Base packs that move Baclofen 10 mg You are moving the base pack.",
    ):
        assert said in desk.text
    assert desk.text.index("Below cost") < desk.text.index("Base packs that move")
    desk.type(have_read="on").send("apply")
    assert desk.left


def test_what_is_to_be_read_stands_before_the_rest(price_editor, medicine, quiet):
    desk = Desk(price_editor).type(change="percent", amount="-5").send("preview")
    assert 0 < desk.html.index("Prices of Baclofen") < desk.html.index("Prices of Acid 00")


def test_the_deed_stands_where_every_warning_was_shown(price_editor, medicine, two_a_page):
    desk = raised(price_editor)
    assert "14 warnings to read Part 1 of 7" in desk.text
    assert "2 of 14 warnings are shown" in desk.text

    for part in range(2, 8):
        assert not desk.may_apply
        desk.send("more")
        assert f"Part {part} of 7" in desk.text

    assert desk.may_apply
    desk.type(have_read="on").send("apply")
    assert desk.left
    assert price_of(packs_of(medicine)[60]) == "62.92"


def test_a_page_that_showed_some_warnings_applies_nothing(price_editor, medicine, two_a_page):
    desk = raised(price_editor).send("more")

    desk.type(have_read="on").send("apply")

    assert desk.status == 422
    assert "There are more warnings than you were shown: read on, then apply." in desk.text
    assert "Part 2 of 7" in desk.text
    assert price_of(packs_of(medicine)[60]) == "52.00"


@pytest.mark.parametrize("forged", ["7.", "7." + 64 * "0", "", "x", "9999999"])
def test_nobody_makes_the_mark_of_what_was_shown(price_editor, medicine, two_a_page, forged):
    desk = raised(price_editor)
    digest = desk.form["seen"].partition(".")[2]
    for seen in (forged, f"7.{digest}"):
        desk.type(seen=seen, have_read="on").send("apply")
        assert "These prices are not those you looked at" in desk.text
        assert price_of(packs_of(medicine)[60]) == "52.00"


def test_how_far_somebody_read_stays_on_the_way_through_the_pages(
    price_editor, medicine, quiet, two_a_page
):
    desk = raised(price_editor).send("more")
    desk.send("page", "2")
    assert "Page 2 of 2" in desk.text
    assert "Part 2 of 25" in desk.text


def test_other_warnings_are_read_from_the_first(price_editor, medicine, two_a_page):
    desk = raised(price_editor).send("more")
    kept = str(packs_of(medicine)[90].pk)
    desk.form["takes_part"] = [pk for pk in desk.form["takes_part"] if pk != kept]

    desk.send("more")

    assert "Part 1 of" in desk.text
    assert not desk.may_apply


def test_every_kind_has_words():
    assert set(IN_WORDS) == set(Kind)
