"""Where the tables of long runs go, and that the README names only tests there are."""

import re

import pytest
from django.core.management import get_commands

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


def test_every_link_leads_to_a_heading_there_is():
    text = README.read_text()
    titles = re.findall(r"(?m)^#+ (.+)$", text)
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert len(anchors) == len(titles)
    linked = re.findall(r"\(#([^)]+)\)", text)
    assert linked
    assert [link for link in linked if link not in anchors] == []


def test_every_command_it_names_is_one_of_the_shops():
    named = set(re.findall(r"manage\.py\s+([a-z]\w+)", README.read_text()))
    assert named - set(get_commands()) == set()


def test_what_stands_in_a_crontab_is_read_whole_by_it():
    """A % ends the command there, unless it is escaped; and the folder is another."""
    lines = re.findall(r"(?m)^ *`?(\d+ [\d,*]+ \* \* \* .+)$", README.read_text())
    assert len(lines) >= 3
    for line in lines:
        assert not re.search(r"(?<!\\)%", line), line
        assert " cd /srv/pharmacy && " in line, line


def test_a_release_ends_at_its_first_step_that_fails():
    block = README.read_text().partition("### A release, and back")[2].partition("###")[0]
    steps = [line for line in block.splitlines() if line.startswith("    ")][:3]
    assert [step.rstrip().endswith("&&") for step in steps] == [True, True, False]
    assert steps[-1].endswith(" || break; done")
    assert all(";" not in step for step in steps[:-1])
