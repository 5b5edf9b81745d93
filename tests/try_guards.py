"""`make guards`: takes each guard of tests/guards.py out, in a copy, and sees its test fail.

A test that still passes without what it guards proves nothing: then the run fails and says so.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tests.guard import Guard
from tests.guards import GUARDS
from tests.readme import PROJECT, of_today, write

COPIES = PROJECT / ".data" / "guards"
AT_ONCE = 2
# What pytest says of a run: https://docs.pytest.org/en/stable/reference/exit-codes.html
PASSED, FAILED = 0, 1


@dataclass(frozen=True, slots=True)
class Tried:
    """A guard that was taken out; `problem` is "" where its test failed, as it has to."""

    guard: Guard
    problem: str = ""


class Copy:
    """A working copy of its own, with a database of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        files = _files()
        for old in place.rglob("*"):
            own = old.relative_to(place)
            if old.is_file() and own.parts[0] != ".data" and str(own) not in files:
                old.unlink()
        for file in files:
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / file, place / file)

    def tests_pass(self, tests: Iterable[str], at_once: int = 0) -> int:
        """How pytest ends over these tests, `at_once` of them at a time (0: in its own process)."""
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += [f"-n{at_once}", "--dist=worksteal", *tests]
        environment = os.environ | {"PYTHONPATH": str(self.place)}
        run = subprocess.run(command, cwd=self.place, env=environment, capture_output=True)
        return run.returncode

    def without(self, guard: Guard) -> Tried:
        """Take a guard out, run its test, put the guard back."""
        file = self.place / guard.file
        whole = file.read_text()
        if whole.count(guard.instead_of) != 1:
            return Tried(guard, f"stands {whole.count(guard.instead_of)} times in {guard.file}")
        file.write_text(whole.replace(guard.instead_of, guard.put))
        try:
            ended = self.tests_pass([guard.test])
        finally:
            file.write_text(whole)
        if ended == PASSED:
            return Tried(guard, "its test passes without it")
        return Tried(guard, "" if ended == FAILED else f"its test could not run (pytest {ended})")


def main(wanted: list[str]) -> int:
    """0 where every guard is proven. `wanted`: words in the names of guards; none: all of them."""
    guards = [g for g in GUARDS if not wanted or any(word in g.name for word in wanted)]
    copies = _copies()
    whole = copies.get()
    if whole.tests_pass({guard.test for guard in guards}, AT_ONCE) != PASSED:
        print("The tests have to pass before their guards can be taken out.")
        return 1
    copies.put(whole)
    tried = list(_tried(guards, copies))
    text = table(tried)
    print(text)
    if any(one.problem for one in tried):
        return 1
    if not wanted:
        write("guards", text)
    return 0


def table(tried: list[Tried]) -> str:
    """Each guard, and whether its test failed without it, in Markdown."""
    rows = [f"| {one.guard.name} | {one.problem or 'its test fails'} |" for one in tried]
    wrong = sum(bool(one.problem) for one in tried)
    words = f"{len(tried)} guards, {wrong} not proven: {of_today('guards')}."
    return "\n".join(["| Without this guard | |", "|---|---|", *rows, "", words])


def _tried(guards: list[Guard], copies: "Queue[Copy]") -> Iterator[Tried]:
    """Migrations come last: a copy migrates anew without each, and once more for what follows."""

    def try_out(guard: Guard) -> Tried:
        copy = copies.get()
        try:
            return copy.without(guard)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(try_out, sorted(guards, key=lambda guard: guard.migrates))


def _copies() -> "Queue[Copy]":
    """Copies stay where they are from run to run, with their migrated databases."""
    copies: Queue[Copy] = Queue()
    for number in range(AT_ONCE):
        copies.put(Copy(COPIES / str(number)))
    return copies


def _files() -> set[str]:
    """Every file of the working tree that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        text=True,
    )
    return {file for file in listed.stdout.split("\0") if file and (PROJECT / file).is_file()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
