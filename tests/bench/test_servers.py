"""What `make servers` prints is there for each server."""

import os
import re
import subprocess
import sys

from django.conf import settings

from tests.database import address_for_others


def test_a_short_run_measures_a_server(django_db_setup):
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.servers", "--quick", "--data", str(settings.DATA_DIR)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address_for_others()},  # which has the template
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    [row] = re.findall(r"(?m)^\| gr.*$", run.stdout)
    name, opened, kept, anew, first, afterwards, connections = row.strip("| ").split(" | ")
    assert name == "granian, 1 thread"
    assert float(opened.removesuffix(" s")) > 0
    assert float(kept.replace(",", "")) > 0
    assert float(anew.replace(",", "")) > 0
    assert 50 < float(first) < 500
    assert 50 < float(afterwards) < 500
    assert connections == "1"
