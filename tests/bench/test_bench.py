"""A very short run of `make bench`: it measures everything and nothing answers wrongly."""

import re
import shutil
import subprocess
import sys

from django.conf import settings

from tests.bench.measures import Measure

SHORT = ["--rounds", "1", "--seconds", "0.05", "--connections", "1"]
# Of each request in turn. The pages' are those of tests/catalog/test_page_reads.py.
STATEMENTS = {
    Measure.MEDICINE: "4",
    Measure.COMPRESSED: "4",
    Measure.MEDICINES: "4",
    Measure.HOME: "3",
    Measure.ADD_TO_NEW: "9",
    Measure.ADD_TO_GROWING: "9, 19 x 8",
    Measure.CHECKOUT: "9, 2 x 5, 6, 5, 8",
    Measure.PLACE: "24",
    Measure.PAY: "13",
}


def rows_of(table):
    """{(measure, contestant): the other cells}"""
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {(measure, name): others for measure, name, *others in cells}


def test_a_short_run_measures_everything_beside_its_peers():
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench", *SHORT, "--data", str(settings.DATA_DIR)],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    rows = rows_of(run.stdout)

    shop = {measure: cells for (measure, name), cells in rows.items() if name == "This shop"}
    assert {measure: cells[4] for measure, cells in shop.items()} == STATEMENTS
    assert list(shop) == list(Measure), "one row for every measure"
    peers = {name: cells for (_, name), cells in rows.items() if name != "This shop"}
    assert set(peers) == {"Bare Django view"} | (
        {"nginx, a file"} if shutil.which("nginx") else set()
    )
    assert {cells[3] for cells in peers.values()} == {shop[Measure.MEDICINE][3]}, "the same bytes"
    assert {cells[5] for cells in rows.values()} == {"0"}, "errors"
    assert re.search(r"`make bench` of .+ on \d{4}-\d\d-\d\d: \d+ cores", run.stdout)
