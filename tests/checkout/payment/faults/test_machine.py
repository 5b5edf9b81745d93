"""A draw of the state machine that fits into every run of the tests; `make soak` draws far more."""

import json
import logging
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.checkout.payment.faults.machine import Payments

RUNS, STEPS = 4, 30
# To shrink a story that failed takes hours here; it is told whole, and can be told again.
PHASES = (Phase.explicit, Phase.generate)


@pytest.mark.django_db
@pytest.mark.parametrize("half", [1, 2])
def test_whatever_happens_in_any_order_all_fits_in_the_end(openapi, monkeypatch, half):
    runs, steps = int(os.environ.get("SOAK_RUNS", RUNS)), int(os.environ.get("SOAK_STEPS", STEPS))
    Payments.openapi, Payments.told = openapi, Counter()
    # Faults are drawn by the hundred, and each is written to the log as it should be.
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    run_state_machine_as_test(
        Payments,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            derandomize="SOAK_RUNS" not in os.environ,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            phases=[*PHASES, *([Phase.shrink] if "SOAK_SHRINK" in os.environ else [])],
        ),
    )
    assert Payments.told["orders"]
    if "SOAK_TELLS" in os.environ:
        Path(os.environ["SOAK_TELLS"], f"{half}.json").write_text(json.dumps(Payments.told))
