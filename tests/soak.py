"""`make soak`: hundreds of stories of the state machine in faults/machine.py, told one by one.

Prints what happened in them, and writes it to the README where everything fitted in the end.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.readme import of_today, write

HALVES = 2
TEST = "tests/checkout/payment/faults/test_machine.py"


def main(arguments: list[str]) -> int:
    """0 where every story settled as it has to."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--runs", type=int, default=300, help="how many stories (300)")
    parser.add_argument("--steps", type=int, default=50, help="steps of each (50)")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as tells:
        environment = os.environ | {
            "SOAK_RUNS": str(-(-given.runs // HALVES)),
            "SOAK_STEPS": str(given.steps),
            "SOAK_TELLS": tells,
        }
        # As long as it takes: what hangs is seen by who waits for it.
        command = [sys.executable, "-m", "pytest", "-q", "-n", str(HALVES), "--timeout=0", TEST]
        ended = subprocess.run(command, env=environment).returncode
        told = sum((Counter(json.loads(f.read_text())) for f in Path(tells).iterdir()), Counter())
    if ended:
        return ended
    text = table(told, given.steps)
    print(text)
    write("soak", text)
    return 0


def table(told: Counter[str], steps: int) -> str:
    """What happened in all stories together, in Markdown."""
    rows = [f"| {what} | {times:,} |" for what, times in sorted(told.items()) if what != "stories"]
    words = f"{told['stories']} stories of up to {steps} steps, all settled: {of_today('soak')}."
    return "\n".join(["| Happened | Times |", "|---|--:|", *rows, "", words])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
