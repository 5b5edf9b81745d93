"""One row of a price table, glued or not: the pack it states, or a clear refusal."""

from decimal import Decimal

import pytest

from catalog.importing.page import PageError
from catalog.importing.row_numbers import Number, ways_to_cut
from catalog.importing.rows import Table, plain_row, read_row
from catalog.units import Unit

PILLS = Table(("units", "unit_price", "price"), Unit.PILL)


def row(text, table=PILLS, currency="USD"):
    return read_row(7, plain_row(7, text, currency), table)


def says(pack):
    """Units, unit price, list price, price, saving."""
    amounts = (pack.unit_price, pack.list_price, pack.price)
    return (pack.units, *(amount and str(amount) for amount in amounts), pack.saving)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("60$0.87$52.00 (0%)🛒 Add to cart", (60, "0.87", None, "52.00", 0)),
        ("90$0.76$78.00 $68.00 (13%)", (90, "0.76", "78.00", "68.00", 13)),
        ("90$0.76$78.00$68.00(13%)", (90, "0.76", "78.00", "68.00", 13)),
        ("302.10 $63.00 $ (0%)", (30, "2.10", None, "63.00", 0)),
        ("302.10$63.00$", (30, "2.10", None, "63.00", None)),
        ("302.10 $63.00 $ (13%)", (30, "2.10", None, "63.00", 13)),
        ("900.76 $68.00 $ (13%)", (90, "0.76", None, "68.00", 13)),
        ("901.55 $189.00 $139.50 $ (26%)", (90, "1.55", "189.00", "139.50", 26)),
        ("302.10 $63.30 $ (0%)", (30, "2.10", None, "63.30", 0)),
        ("901.55 $189.02 $139.50 $ (27%)", (90, "1.55", "189.02", "139.50", 27)),
        ("302.1063.00 (0%)", (30, "2.10", None, "63.00", 0)),
        ("30 2.10 63.00", (30, "2.10", None, "63.00", None)),
        ("30\t2.10\t63.00\t0%", (30, "2.10", None, "63.00", 0)),
        ("| 30 pills | $2.10 | **$63.00** | 🛒 |", (30, "2.10", None, "63.00", None)),
        ("| 90 | $0.76 | ~~$78.00~~ $68.00 | save 13% |", (90, "0.76", "78.00", "68.00", 13)),
        (r"90 | \$0.76 | \$78.00 \$68.00 | −13 %", (90, "0.76", "78.00", "68.00", 13)),
        ("60 | 87¢ | $52.00", (60, "0.87", None, "52.00", None)),
        ("60 | 87 cents | 52 $", (60, "0.87", None, "52", None)),
        ("6087¢52.20 $", (60, "0.87", None, "52.20", None)),
        ("2405.2¢12.48 $", (240, "0.052", None, "12.48", None)),
        ("1,200$0.91$1,204.00 $1,092.00 (9%)", (1200, "0.91", "1204.00", "1092.00", 9)),
        ("3604.01 $1,443.60 $ (0%)", (360, "4.01", None, "1443.60", 0)),
        ("901,204.00 $108,360.00 $", (90, "1204.00", None, "108360.00", None)),
        (
            "60 US$0.87 US$52.00",
            (60, "0.87", None, "52.00", None),
        ),
        ("60 USD 0.87 USD 52.00", (60, "0.87", None, "52.00", None)),
        ("60 | 0.87 | $52.00", (60, "0.87", None, "52.00", None)),
        ("60 $0.87 $52.00 $52.00 (0%)", (60, "0.87", "52.00", "52.00", 0)),
        ("90$0.66$78.00 $68.00 (13%)", (90, "0.66", "78.00", "68.00", 13)),
        ("90 $0.03 $1.80", (90, "0.03", None, "1.80", None)),
        ("2,500$0.067$167.50", (2500, "0.067", None, "167.50", None)),
    ],
)
def test_a_row_states_one_pack(text, said):
    assert says(row(text)) == said


@pytest.mark.parametrize("runs", [1, 2, 3, 4])
def test_long_runs_of_digits_are_cut_in_few_ways(runs):
    """Counted, because time says nothing on a busy machine: each run must not multiply the ways."""
    ways = ways_to_cut([Number("123456789123", "$")] * runs, 4, "after")

    assert sum(1 for _ in ways) < 500


def test_a_row_of_long_runs_is_refused():
    with pytest.raises(PageError, match="is not a number of units"):
        row("1234567891234 $ 1234567891234 $ 1234567891234 $ (0%)")


def test_best_may_stand_on_its_own_line_or_glued_to_a_price():
    assert row("360|$0.61 Best per pill|$312.00 $218.00 (30%)").best
    assert row("3600.61 $ Best per pill312.00 $218.00 $ (30%)").best
    assert row("360 $0.61 $312.00 $218.00 (30%) best value").best
    assert not row("360 $0.61 $312.00 $218.00 (30%)").best


def test_a_shop_in_another_currency_reads_its_own_sign_and_refuses_the_dollar():
    assert row("60£0.87£52.00", currency="GBP").price == Decimal("52.00")
    assert row("60 0.87 EUR 52.00 EUR", currency="EUR").price == Decimal("52.00")
    assert row("60 CHF 0.87 CHF 52.00", currency="CHF").price == Decimal("52.00")
    with pytest.raises(PageError, match="sells in GBP"):
        row("60$0.87$52.00", currency="GBP")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("60€0.87€52.00 (0%)", "€ is another currency: this shop sells in USD"),
        ("60 0.87 EUR 52.00 EUR", "EUR is another currency"),
        ("60 C$0.87 C$52.00", r"C\$ is another currency"),
        ("60 CAD 0.87 CAD 52.00", "CAD is another currency"),
        ("60 | £0.87 | £52.00", "£ is another currency"),
        ("1111.00 $111.00 $ (0%)", "can be read in 2 ways: 1 at 111.00 each for 111.00; 111 at 1"),
        ("302.10 $64.00 $ (0%)", "do not agree in any reading: 30 at 2.10 each for 64.00"),
        ("302.12 $63.00 $ (0%)", "do not agree in any reading"),
        ("302.10 $126.00 $63.00 $ (48%)", "do not agree in any reading"),
        ("30 1 204.00 $ 36 120.00 $", "is not a number of units"),
        ("60 | 0,87 $ | 52,00 $", "is not a number of units"),
        ("60 | $52.00", "is not a number of units"),
        ("60 $0.87", "is not a number of units"),
        ("$0.87 $52.00", "is not a number of units"),
        ("60 $0.87 $52.005", "do not agree in any reading"),
        ("6O $0.87 $52.00", "is not a number of units"),
        ("60 $.87 $52.00", "is not a number of units"),
        ("-60 $0.87 $52.00", "is not a number of units"),
        ("60 $0.87 $52.00 / $51.00", "is not a number of units"),
        ("٦٠ $0.87 $52.00", "is not a number of units"),
        ("60 $0.87 5200¢", "is not a number of units"),
        ("0 $0.87 $52.00", "a pack holds at least one unit"),
        ("60 $0.00 $0.00", "a price is above zero"),
        ("90 $0.76 $68.00 $78.00 (13%)", "struck price 68.00 stands below the price 78.00"),
        (
            "90 $0.76 $78.00 $6.80 (13%)",
            "6.80 contradicts the row's other numbers.* 68.40 and 67.86",
        ),
        ("60 $0.87 $5.20 (0%)", "5.20 contradicts"),
        ("900$0.76$78.00 $68.00 (13%)", "68.00 contradicts .* say about 684.00 for 900: correct"),
        ("9$0.76$78.00 $68.00 (13%)", "68.00 contradicts .* say about 6.84 for 9: correct"),
        ("60 $0.05 $6.00", "6.00 contradicts"),
        ("60 $0.87 $52.00 (0%) (13%)", "more than one percent"),
        ("60 capsules $0.87 $52.00", "counts capsules, its table pills"),
        ("60 $0.87 $52.00" + " " * 300, "at most 300 characters"),
    ],
)
def test_a_row_that_is_unclear_is_refused_with_the_reason(text, why):
    with pytest.raises(PageError, match=why) as refusal:
        row(text)
    assert refusal.value.line == 7


def test_without_a_unit_price_only_clear_cells_are_read():
    two_columns = Table(("units", "price"), Unit.PILL)

    assert row("60 $52.00", two_columns).units == 60
    with pytest.raises(PageError, match="do not agree"):
        row("6052.00 $", two_columns)


def test_the_columns_may_stand_in_another_order():
    price_first = Table(("units", "price", "unit_price"), Unit.PILL)

    assert says(row("90 $78.00 $68.00 $0.76", price_first)) == (90, "0.76", "78.00", "68.00", None)
