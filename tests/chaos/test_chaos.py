"""A short run of `make chaos`: every blow is struck and felt, and all fits afterwards."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.chaos.blows import KINDS
from tests.database import address_for_others

SECONDS, PEOPLE = 1, 2
# On a machine that does much else; half a minute where it does not.
PATIENCE_SECONDS = 900


@pytest.mark.timeout(PATIENCE_SECONDS + 60)
def test_whatever_befalls_it_the_shop_is_whole_again_by_itself(django_db_setup):
    """In a process of its own: the shop brings its own database server, settings and folder."""
    run = subprocess.run(
        [
            *[sys.executable, "-m", "tests.chaos", "--quick"],
            *["--seconds", str(SECONDS), "--people", str(PEOPLE)],
            *["--data", str(settings.DATA_DIR / "chaos")],
            *["--static", str(settings.STATIC_ROOT)],
            *["--migrated", address_for_others()],
        ],
        cwd=settings.BASE_DIR,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    struck = {kind.says for kind in KINDS.values() if kind.can_be_struck}
    rows = [line.split(" | ") for line in run.stdout.splitlines()]
    blows = {cells[0]: int(cells[1]) for cells in rows if cells[0] in struck}
    assert blows == dict.fromkeys(struck, 1)
