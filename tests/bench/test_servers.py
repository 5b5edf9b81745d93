"""What `make servers` prints is there for each server."""

import re

from tests.bench.short_run import short_run


def test_a_short_run_measures_a_server(django_db_setup):
    printed = short_run("tests.bench.servers")
    [row] = re.findall(r"(?m)^\| gr.*$", printed)
    name, opened, kept, anew, first, afterwards, connections = row.strip("| ").split(" | ")
    assert name == "granian, 1 thread"
    assert float(opened.removesuffix(" s")) > 0
    assert float(kept.replace(",", "")) > 0
    assert float(anew.replace(",", "")) > 0
    assert 50 < float(first) < 500
    assert 50 < float(afterwards) < 500
    assert connections == "1"
