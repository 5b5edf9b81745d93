"""The table of the gates: the worst of all looks at each type of page."""

from tests.gates.look import Look, Weight
from tests.gates.table import table

LIGHT = Weight(html=1024, css=2048, js=0, font=512, requests=3)
HEAVY = Weight(html=4096, css=1024, js=3072, font=512, requests=5)


def test_a_row_has_the_worst_of_its_looks_and_all_of_their_findings():
    looks = [
        Look("medicine", 2, LIGHT, 0.01),
        Look("medicine", 1, HEAVY, 0.0),
        Look("cart", 0, LIGHT, 0.0),
    ]
    lines = table(looks).splitlines()
    assert lines[2] == "| cart | 1 | 0 | 1.0 | 2.0 | 0.0 | 0.5 | 3 | 0.000 |"
    assert lines[3] == "| medicine | 2 | 3 | 4.0 | 2.0 | 3.0 | 0.5 | 5 | 0.010 |"
    assert "at 320, 390, 1280 px" in lines[-1]


def test_a_look_comes_back_from_its_line_as_it_was(tmp_path):
    looks = [Look("medicine", 2, LIGHT, 0.01), Look("cart", 0, HEAVY, 0.0)]
    notes = tmp_path / "looks"
    for look in looks:
        look.note(notes)
    assert [Look.noted(line) for line in notes.read_text().splitlines()] == looks
