"""Which lots a line is taken out of, for any lines and any shelf."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from catalog.lots.allocating import (
    ShelfLot,
    Taken,
    Want,
    choice_problems,
    first_expired_first_out,
    missing_units,
)

TODAY = date(2026, 11, 25)


def a_shelf_lot(lot_id, units=100, *, days=365, dosage_id=1):
    expires_on = None if days is None else TODAY + timedelta(days=days)
    return ShelfLot(lot_id, dosage_id, f"L{lot_id}", expires_on, units)


def taken(wants, shelf):
    return [(one.line_id, one.lot_id, one.units) for one in first_expired_first_out(wants, shelf)]


def test_the_first_to_expire_goes_first_and_a_line_may_come_out_of_two():
    shelf = [a_shelf_lot(1, days=300), a_shelf_lot(2, 40, days=100)]
    assert taken([Want(7, 1, 90)], shelf) == [(7, 2, 40), (7, 1, 50)]


def test_a_lot_whose_expiry_nobody_recorded_is_the_oldest():
    shelf = [a_shelf_lot(1, days=10), a_shelf_lot(2, days=None)]
    assert taken([Want(7, 1, 90)], shelf) == [(7, 2, 90)]


def test_two_lines_of_a_dosage_do_not_take_the_same_units():
    shelf = [a_shelf_lot(1, 100, days=10), a_shelf_lot(2, 100, days=20)]
    assert taken([Want(7, 1, 60), Want(8, 1, 60)], shelf) == [(7, 1, 60), (8, 1, 40), (8, 2, 20)]


def test_no_line_is_given_another_dosage():
    shelf = [a_shelf_lot(1, dosage_id=2), a_shelf_lot(2, dosage_id=1)]
    assert taken([Want(7, 1, 60)], shelf) == [(7, 2, 60)]


def test_what_is_missing_is_told_by_dosage():
    wants = [Want(7, 1, 60), Want(8, 1, 60), Want(9, 2, 10)]
    assert missing_units(wants, [a_shelf_lot(1, 100), a_shelf_lot(2, 10, dosage_id=2)]) == {1: 20}


lots = st.lists(
    st.tuples(st.integers(1, 2), st.one_of(st.none(), st.integers(1, 900)), st.integers(1, 200)),
    max_size=6,
)
wants = st.lists(st.tuples(st.integers(1, 2), st.integers(1, 200)), max_size=5)


@given(lots, wants)
def test_any_shelf_gives_what_it_has_and_the_earliest_first(rows, wanted):
    shelf = [
        a_shelf_lot(number, units, days=days, dosage_id=dosage)
        for number, (dosage, days, units) in enumerate(rows)
    ]
    needs = [Want(number, dosage, units) for number, (dosage, units) in enumerate(wanted)]
    out = first_expired_first_out(needs, shelf)

    of_lots, of_lines = Counter(), Counter()
    for one in out:
        of_lots[one.lot_id] += one.units
        of_lines[one.line_id] += one.units
    by_id = {lot.lot_id: lot for lot in shelf}
    assert all(0 < units <= by_id[lot].units for lot, units in of_lots.items())
    assert all(of_lines[want.line_id] <= want.units for want in needs)
    if not missing_units(needs, shelf):
        assert [of_lines[want.line_id] for want in needs] == [want.units for want in needs]
        assert choice_problems(out, needs, shelf) == {}
    for lot in shelf:
        later = [
            other
            for other in shelf
            if other.dosage_id == lot.dosage_id
            and (other.expires_on or date.min) > (lot.expires_on or date.min)
        ]
        if of_lots[lot.lot_id] < lot.units:
            assert not any(of_lots[other.lot_id] for other in later)


def problems(*chosen, want=90):
    shelf = [a_shelf_lot(1, 100), a_shelf_lot(2, 40), a_shelf_lot(3, dosage_id=2)]
    return choice_problems([Taken(7, *one) for one in chosen], [Want(7, 1, want)], shelf)


def test_whoever_stands_at_the_shelf_may_choose_otherwise():
    assert problems((1, 50), (2, 40)) == {}


def test_what_is_chosen_comes_to_what_is_needed():
    assert problems((1, 50)) == {7: "Take 90 for this line: these come to 50."}
    assert problems() == {7: "Take 90 for this line: these come to 0."}


def test_no_more_is_chosen_than_a_lot_has():
    words = "Lot L2 has 40 left: take the rest out of another."
    assert problems((1, 49), (2, 41)) == {7: words}


def test_a_lot_of_another_dosage_or_off_the_shelf_is_not_chosen():
    words = "A lot you chose is not to be given out any more: choose again."
    assert problems((3, 90)) == {7: words}
    assert problems((99, 90)) == {7: words}


def test_two_lines_cannot_choose_the_same_units():
    shelf, needs = [a_shelf_lot(1, 100)], [Want(7, 1, 60), Want(8, 1, 60)]
    words = "Lot L1 has 100 left: take the rest out of another."
    assert choice_problems([Taken(7, 1, 60), Taken(8, 1, 60)], needs, shelf) == {7: words, 8: words}
