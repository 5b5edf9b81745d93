"""`make guards`: takes each guard of tests/guards.py out, in a copy, and sees its test fail.

A test that still passes without what it guards proves nothing: then the run fails and says so.

Each guard has a Python of its own, which reads bytecode and writes none. Python takes bytecode by
the time and size of its source; so only whole files ever leave some, and a file without its guard
has a time no other has.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from queue import Queue

from tests.guard import Guard
from tests.guards import GUARDS
from tests.readme import PROJECT, of_today, write

COPIES = PROJECT / ".data" / "guards"
AT_ONCE = 2
# What pytest says of a run: https://docs.pytest.org/en/stable/reference/exit-codes.html
PASSED, FAILED = 0, 1
SECOND = 10**9


@dataclass(frozen=True, slots=True)
class Tried:
    """A guard that was taken out; `problem` is "" where its test failed, as it has to."""

    guard: Guard
    problem: str = ""


class Copy:
    """A working copy of its own, with a database of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.bytecode, self.cache = place / ".data" / "bytecode", place / ".data" / "pytest"
        self.times = count(1)  # seconds since 1970
        files = _files()
        for old in place.rglob("*"):
            own = old.relative_to(place)
            if old.is_file() and own.parts[0] != ".data" and str(own) not in files:
                old.unlink()
        shutil.rmtree(self.bytecode, ignore_errors=True)
        for file in files:
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / file, place / file)

    def whole(self, tests: Iterable[str]) -> int:
        """How pytest ends over these tests while no guard is taken out; leaves bytecode."""
        return self._tests_pass(tests)

    def without(self, guard: Guard) -> Tried:
        """Take a guard out, run its test, put the guard back."""
        file = self.place / guard.file
        whole, time = file.read_text(), file.stat().st_mtime_ns
        if whole.count(guard.instead_of) != 1:
            return Tried(guard, f"stands {whole.count(guard.instead_of)} times in {guard.file}")
        _write(file, whole.replace(guard.instead_of, guard.put), next(self.times) * SECOND)
        try:
            ended = self._tests_pass([guard.test], PYTHONDONTWRITEBYTECODE="1")
        finally:
            _write(file, whole, time)
        if ended == PASSED:
            return Tried(guard, "its test passes without it")
        return Tried(guard, "" if ended == FAILED else f"its test could not run (pytest {ended})")

    def _tests_pass(self, tests: Iterable[str], **environment: str) -> int:
        command = [sys.executable, "-m", "pytest", "-q", "-n0", "-o", f"cache_dir={self.cache}"]
        callers = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        here = {"PYTHONPATH": str(self.place), "PYTHONPYCACHEPREFIX": str(self.bytecode)}
        environment = callers | here | environment
        run = subprocess.run(
            [*command, *tests], cwd=self.place, env=environment, capture_output=True
        )
        return run.returncode


def _write(file: Path, text: str, time: int) -> None:
    """`time`: nanoseconds."""
    file.write_text(text)
    os.utime(file, ns=(time, time))


def main(wanted: list[str]) -> int:
    """0 where every guard is proven. `wanted`: words in the names of guards; none: all of them."""
    guards = [g for g in GUARDS if not wanted or any(word in g.name for word in wanted)]
    copies = [Copy(COPIES / str(number)) for number in range(AT_ONCE)]
    if not _pass_whole(sorted({guard.test for guard in guards}), copies):
        print("The tests have to pass before their guards can be taken out.")
        return 1
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


def _pass_whole(tests: list[str], copies: list[Copy]) -> bool:
    """Each copy runs its part of the tests; a pytest without any would run all there are."""
    each = -(-len(tests) // len(copies))
    parts = [tests[first : first + each] for first in range(0, len(tests), each)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return all(end == PASSED for end in pool.map(Copy.whole, copies, parts))


def _tried(guards: list[Guard], copies: list[Copy]) -> Iterator[Tried]:
    """Migrations come last: a copy migrates anew without each, and once more for what follows."""
    free: Queue[Copy] = Queue()
    for copy in copies:
        free.put(copy)

    def try_out(guard: Guard) -> Tried:
        copy = free.get()
        try:
            return copy.without(guard)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(try_out, sorted(guards, key=lambda guard: guard.migrates))


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
