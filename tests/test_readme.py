"""Where the tables of long runs go."""

import pytest

from tests.readme import NoPlace, write


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
