"""The table: what its cells say and where it goes."""

import pytest

from tests.bench.load import Load
from tests.bench.measures import Measure
from tests.bench.plan import plan
from tests.bench.table import spread, statement_words, table
from tests.bench.turns import Sample


def a_sample(requests, wrong=(), server_cpu=1.0, postgres_cpu=None):
    load = Load(visitors=1, requests=requests, seconds=2.0, body_bytes=1000 * requests, wrong=wrong)
    return Sample(load, server_cpu, postgres_cpu)


def test_a_row_has_medians_ends_and_errors():
    samples = {
        (Measure.HOME, "This shop"): [
            a_sample(200, postgres_cpu=0.1),
            a_sample(1000, postgres_cpu=0.1),
            a_sample(400, ("no answer",), postgres_cpu=0.1),
        ],
        (Measure.MEDICINE, "nginx, a file"): [a_sample(40_000)],
    }
    text = table(samples, {(Measure.HOME, "This shop"): (4,)}, plan([]))
    lines = text.splitlines()
    assert lines[2] == "| Medicine page | nginx, a file | 20,000 | 0.03 | - | 1,000 | - | 0 |"
    assert lines[3] == (
        "| Home page | This shop | 200 (100-500) | 2.50 (1.00-5.00) | 0.25 (0.10-0.50)"
        " | 1,000 | 4 | 1 |"
    )
    assert "at least 20,000 requests a second here (nginx, a file)" in text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([412.4], "412"),
        ([1.234, 1.1, 9.99], "1.23 (1.10-9.99)"),
        ([9.996], "10.0"),
        ([99.96], "100"),
        ([12345.0], "12,345"),
    ],
)
def test_figures_have_three_digits_that_count(values, words):
    assert spread(values) == words


@pytest.mark.parametrize(
    ("statements", "words"), [((), "-"), ((4,), "4"), ((9, 8, 8, 8), "9, 3 x 8")]
)
def test_statements_alike_are_told_together(statements, words):
    assert statement_words(statements) == words
