"""A very short run of `make bench`: it measures everything and nothing answers wrongly."""

import os
import re
import shutil
import subprocess
import sys

from django.conf import settings

from tests.bench.measures import Measure
from tests.bench.orders import Shelf
from tests.database import address_for_others

SHORT = ["--rounds", "1", "--seconds", "0.05", "--connections", "1", "--buyers", "2"]
SHORT += ["--prices", "300", "--medicines", "200"]
# Of each request in turn.
STATEMENTS = {
    Measure.MEDICINE: "1",
    Measure.COMPRESSED: "1",
    Measure.MEDICINES: "1",
    Measure.HOME: "1",
    Measure.ADD_TO_NEW: "9",
    Measure.ADD_TO_GROWING: "9, 19 x 8",
    Measure.CHECKOUT: "9, 2 x 5, 6, 5, 6, 15, 12",
    Measure.PLACE: "25",
    Measure.PAY: "14",
}
# Those of tests/catalog/test_page_reads.py and test_lists.py but for the look.
NOTHING_KEPT = {
    Measure.MEDICINE: "3",
    Measure.COMPRESSED: "3",
    Measure.MEDICINES: "7",
    Measure.HOME: "3",
}
WHOLE_ORDER = "102"


def tables_of(text):
    """The cells of each row of each table, without the heads."""
    tables = [part.splitlines()[2:] for part in text.split("\n\n") if part.startswith("| ")]
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in t] for t in tables]


def test_a_short_run_measures_everything_beside_its_peers(django_db_setup):
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench", *SHORT, "--data", str(settings.DATA_DIR)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address_for_others()},  # which has the template
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    pages, orders, sizes = tables_of(run.stdout)
    rows = {(measure, name): others for measure, name, *others in pages}

    shop = {measure: cells for (measure, name), cells in rows.items() if name == "This shop"}
    assert {measure: cells[4] for measure, cells in shop.items()} == STATEMENTS
    assert list(shop) == list(Measure), "one row for every measure"
    assert {
        measure: cells[4] for (measure, name), cells in rows.items() if "nothing kept" in name
    } == NOTHING_KEPT
    peers = {name: cells for (m, name), cells in rows.items() if m == Measure.MEDICINE}
    assert set(peers) == {"This shop", "This shop, nothing kept", "Bare Django view"} | (
        {"nginx, a file"} if shutil.which("nginx") else set()
    )
    assert {cells[3] for cells in peers.values()} == {shop[Measure.MEDICINE][3]}, "the same bytes"
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
        run.stdout,
    )
    assert desk
    assert 0 < int(desk[1]) == int(desk[2]) <= 25
    assert re.search(r"The pack advisor thinks \d\.\d+ ms", run.stdout)
    assert re.search(r"An import of 300 rows: read in [\d.]+ s, \d+ MB; applied in", run.stdout)
    assert re.search(r"300 prices at once: previewed in [\d.]+ s, applied in", run.stdout)
    assert re.search(r"`make bench` of .+ on \d{4}-\d\d-\d\d: \d+ cores", run.stdout)
