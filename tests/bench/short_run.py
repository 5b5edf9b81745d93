"""A run of a measurement that only shows that it works, on the database of the tests."""

import os
import subprocess
import sys

from django.conf import settings

from tests.database import address_for_others


def short_run(module: str) -> str:
    """What it printed."""
    run = subprocess.run(
        [sys.executable, "-m", module, "--quick", "--data", str(settings.DATA_DIR)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address_for_others()},  # which has the template
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
