"""A very short run of `make bench`: it measures everything and nothing answers wrongly."""

import re
import shutil

from catalog.demo.content import medicines
from tests.bench.measures import Measure
from tests.bench.orders import Shelf
from tests.bench.short_run import short_run

# Of each request in turn.
STATEMENTS = {
    Measure.MEDICINE: "1",
    Measure.COMPRESSED: "1",
    Measure.MEDICINES: "1",
    Measure.HOME: "1",
    Measure.ADD_TO_NEW: "5",
    Measure.ADD_TO_GROWING: "20 x 5",
    Measure.CHECKOUT: "5, 4, 3, 5, 4, 5, 7, 10",
    Measure.PLACE: "21",
    Measure.PAY: "11",
}
# Those of tests/catalog/test_page_reads.py and test_lists.py but for the look.
NOTHING_KEPT = {
    Measure.MEDICINE: "3",
    Measure.COMPRESSED: "3",
    Measure.MEDICINES: "6",
    Measure.HOME: "3",
}
WHOLE_ORDER = "75"
PEERS = (
    "This shop",
    "This shop, nothing kept",
    "This shop, no part kept either",
    "Stock Oscar, tuned",
    "Bare Django view, one read",
    "Bare Django view",
    "WSGI alone",
)
NGINX = ("nginx before this shop (Edge)", "nginx, a file")


def tables_of(text):
    """The cells of each row of each table, without the heads."""
    tables = [part.splitlines()[2:] for part in text.split("\n\n") if part.startswith("| ")]
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in t] for t in tables]


def test_a_short_run_measures_everything_beside_its_peers(django_db_setup):
    printed = short_run("tests.bench")
    pages, orders, sizes = tables_of(printed)
    rows = {(measure, name): others for measure, name, *others in pages}

    shop = {measure: cells for (measure, name), cells in rows.items() if name == "This shop"}
    assert {measure: cells[4] for measure, cells in shop.items()} == STATEMENTS
    assert list(shop) == list(Measure), "one row for every measure"
    assert {
        measure: cells[4] for (measure, name), cells in rows.items() if "nothing kept" in name
    } == NOTHING_KEPT
    peers = {name: cells for (m, name), cells in rows.items() if m == Measure.MEDICINE}
    assert set(peers) == {*PEERS, *(NGINX if shutil.which("nginx") else ())}
    oscar = peers.pop("Stock Oscar, tuned")
    assert {cells[3] for cells in peers.values()} == {shop[Measure.MEDICINE][3]}, "the same bytes"
    assert oscar[4] == "28"
    assert int(rows[Measure.MEDICINES, "Stock Oscar, tuned"][4]) > len(medicines())
    assert re.search(r"a kept page is answered [\d.,]+ times as often for 1/", printed)
    assert {cells[5] for cells in rows.values()} == {"0"}, "errors"
    assert [(*row[:3], *row[6:]) for row in orders] == [
        (shelf, "2", seller, statements, "0")
        for shelf in Shelf
        for seller, statements in (("This shop", WHOLE_ORDER), ("Plain SQL", "9"))
    ]
    assert len(sizes) == 13
    assert all(float(number.replace(",", "")) > 0 for row in sizes for number in row[1:])
    desk = re.search(
        r"medicine page in admin takes (\d+) queries and [\d.]+ ms of CPU for 1 x 1 packs"
        r" and (\d+) queries and [\d.]+ ms of CPU for 5 x 10 packs",
        printed,
    )
    assert desk
    assert 0 < int(desk[1]) == int(desk[2]) <= 25
    assert re.search(r"come from the web server within [\d.]+ ms, 99 of 100 within [\d.]+", printed)
    assert ("from nginx before it" in printed) == bool(shutil.which("nginx"))
    assert re.search(r"shop holds \d+\.?\d* MB at first and \d+\.?\d* MB after each", printed)
    assert re.search(r"The pack advisor thinks \d\.\d+ ms", printed)
    assert re.search(r"An import of 300 rows: read in [\d.]+ s, \d+ MB; applied in", printed)
    assert re.search(r"300 prices at once: previewed in [\d.]+ s, applied in", printed)
    assert re.search(r"`make bench` of .+ on \d{4}-\d\d-\d\d: \d+ cores", printed)
