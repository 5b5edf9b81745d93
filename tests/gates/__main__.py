"""`python -m tests.gates`: print what the gates measure on every page, or photograph every page."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.gates.lighthouse import lighthouse_table
from tests.gates.look import Look
from tests.gates.table import table
from tests.gates.witness import NOTES, PHOTOGRAPHS
from tests.readme import PROJECT, write


def main() -> int:
    """0 where every test of the gates passed, else 1."""
    chosen = _chosen()
    if chosen.photographs:
        chosen.photographs.mkdir(parents=True, exist_ok=True)
        return _walk({PHOTOGRAPHS: str(chosen.photographs)})
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "looks"
        notes.touch()
        failed = _walk({NOTES: str(notes)})
        looks = table([Look.noted(line) for line in notes.read_text().splitlines()])
    text = f"{looks}\n\n{lighthouse_table(PROJECT / '.data' / 'gates')}"
    print(text)
    if chosen.write and not failed:
        write("gates", text)
    return failed


def _walk(environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-p", "tests.gates.witness", "tests/journeys"]
    command += ["-n", "2", "--dist", "worksteal"]
    return subprocess.run(command, cwd=PROJECT, env=os.environ | environment).returncode


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.gates", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    parser.add_argument("--photographs", type=Path, help="a folder for pictures of every page")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
