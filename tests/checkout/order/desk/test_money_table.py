"""The money table of an order adds up."""

from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checkout.order.desk.money_table import Tried, rows, shortened, stands_at
from checkout.payment.ledger import Entry, Kind, Sums

NOW = datetime(2026, 11, 22, 9, 14)
THEN = datetime(2026, 11, 21, 2, 50)
K = Kind


def table(entries, tried=()):
    return [
        (row.when, row.what, row.held, row.charged, row.refunded)
        for row in rows(entries, tried, currency="USD", now=NOW)
    ]


def entry(kind, amount, stripe_id="ch_3QKabcdefghi8Zt"):
    return Entry(kind, amount, stripe_id, THEN)


def test_a_charge_moves_what_was_held():
    entries = [entry(K.HELD, 25650), entry(K.CHARGED, 22350), entry(K.RELEASED, 3300)]
    assert table(entries) == [
        ("Yesterday, 02:50", "Held on the card", "$256.50", "", ""),
        ("Yesterday, 02:50", "Charged", "−$223.50", "$223.50", ""),
        ("Yesterday, 02:50", "Released", "−$33.00", "", ""),
    ]
    stands = stands_at(Sums.of(entries), "USD")
    assert (stands.held, stands.charged, stands.refunded) == ("$0.00", "$223.50", "$0.00")


def test_what_a_bank_takes_back_is_charged_no_more():
    stands = stands_at(Sums.of([entry(K.CHARGED, 500), entry(K.DISPUTED, 500)]), "USD")
    assert stands.charged == "$0.00"


def test_what_was_asked_in_vain_stands_beneath():
    tried = [
        Tried("capture", THEN, 2, "The bank says: “Try again later.”", 22350),
        Tried("mail", THEN, 6, "550 no such mailbox"),
    ]
    [row] = rows([], tried, currency="USD", now=NOW)
    assert (row.when, row.what, row.says) == (
        "Since yesterday, 02:50",
        "Asked to charge $223.50, tried twice",
        "The bank says: “Try again later.”",
    )


def test_a_stripe_id_is_shortened_and_kept_whole():
    [row] = rows([entry(K.HELD, 100)], [], currency="USD", now=NOW)
    assert (row.shown_id, row.stripe_id) == ("ch_3QK…8Zt", "ch_3QKabcdefghi8Zt")
    assert shortened("re_1") == "re_1"


@given(st.lists(st.tuples(st.sampled_from(Kind), st.integers(1, 10**6))))
def test_every_column_adds_up_to_where_the_money_stands(drawn):
    entries = [entry(kind, amount) for kind, amount in drawn]
    stands = stands_at(Sums.of(entries), "USD")
    for column in ("held", "charged", "refunded"):
        cells = [getattr(row, column) for row in rows(entries, [], currency="USD", now=NOW)]
        assert sum(map(number, cells)) == number(getattr(stands, column))


def number(cell):
    return Decimal(cell.replace("−", "-").replace("$", "").replace(",", "") or 0)
