"""Where the tables of long runs go, and that the README names only tests there are."""

import re

import pytest

from tests.readme import PROJECT, README, NoPlace, write


def test_the_table_takes_the_place_of_the_last_one(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("Before\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nAfter\n")
    write("bench", "new", readme)
    assert readme.read_text() == "Before\n\n<!-- bench -->\nnew\n<!-- /bench -->\n\nAfter\n"


@pytest.mark.parametrize("text", ["", "<!-- bench --> only", "<!-- /bench --> <!-- bench -->"])
def test_a_readme_without_a_place_for_it_stays_as_it_is(tmp_path, text):
    readme = tmp_path / "README.md"
    readme.write_text(text)
    with pytest.raises(NoPlace):
        write("bench", "new", readme)
    assert readme.read_text() == text


def test_every_failure_of_the_table_is_tried_by_tests_there_are():
    table = README.read_text().partition("### The twelve failures")[2].partition("###")[0]
    rows = [line for line in table.splitlines() if re.match(r"\| \d+ \|", line)]
    code = "".join(file.read_text() for file in (PROJECT / "tests").rglob("test_*.py"))
    assert len(rows) == 12
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        for test in named:
            assert f"def {test}(" in code, test
