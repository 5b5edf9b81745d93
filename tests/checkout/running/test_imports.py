"""What looks at how all the others do is known to none of them: imports go one way."""

import re
from pathlib import Path

from tests.readme import PROJECT

RUNNING = PROJECT / "checkout" / "running"


def importing(words: str, *places: Path) -> list[str]:
    """The modules below these places that have such an import."""
    found = re.compile(rf"^ *(from|import) {words}\b", re.MULTILINE)
    files = [file for place in places for file in place.rglob("*.py")]
    return [str(file.relative_to(PROJECT)) for file in files if found.search(file.read_text())]


def test_only_the_worker_and_its_watchers_know_whether_it_runs():
    knowing = importing(r"checkout\.running", PROJECT / "catalog", PROJECT / "checkout")
    assert [file for file in knowing if not (PROJECT / file).is_relative_to(RUNNING)] == []
    assert knowing, "and it is seen where somebody does"


def test_what_every_duty_may_import_imports_none_of_them():
    duties = (PROJECT / "checkout" / "duties.py").read_text()
    assert (
        re.findall(r"^ *(?:from|import) (?:catalog|checkout|pharmacy)\b", duties, re.MULTILINE)
        == []
    )
