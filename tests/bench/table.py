"""The run as a table in Markdown."""

import os
import platform
from collections.abc import Iterable
from itertools import groupby
from statistics import median

from tests.bench.measures import Measure
from tests.bench.plan import Plan
from tests.bench.turns import Sample, Samples, Statements
from tests.readme import of_today

HEAD = """\
| | | Requests a second | CPU ms per request | PostgreSQL's CPU ms | Bytes | SQL | Errors |
|---|---|--:|--:|--:|--:|--:|--:|"""


def table(samples: Samples, statements: Statements, plan: Plan) -> str:
    """Medians over the rounds, with lowest and highest in brackets, and where they were taken."""
    rows = sorted(samples, key=lambda row: list(Measure).index(row[0]))
    lines = [_row(row, samples[row], statements.get(row, ())) for row in rows]
    return "\n".join([HEAD, *lines, "", _where_and_how(samples, plan)])


def _row(row: tuple[Measure, str], samples: list[Sample], statements: tuple[int, ...]) -> str:
    measure, name = row
    seen = [s.postgres_ms for s in samples if s.postgres_ms is not None]
    cells = [
        str(measure),
        name,
        spread([sample.a_second for sample in samples]),
        spread([sample.server_ms for sample in samples]),
        spread(seen) if seen else "-",
        f"{median(sample.body_bytes for sample in samples):,.0f}",
        statement_words(statements),
        str(sum(len(sample.wrong) for sample in samples)),
    ]
    return f"| {' | '.join(cells)} |"


def spread(values: list[float]) -> str:
    """The median and, of several values, the ends: "412 (398-420)"."""
    middle = figure(median(values))
    ends = f"{figure(min(values))}-{figure(max(values))}"
    return f"{middle} ({ends})" if len(values) > 1 else middle


def figure(value: float) -> str:
    """Three digits that count, no more behind the point than that takes."""
    if value >= 99.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 9.995 else f"{value:.2f}"


def statement_words(statements: Iterable[int]) -> str:
    """Of each request in turn, several alike together: "7, 19 x 8"."""
    alike = ((number, len(list(same))) for number, same in groupby(statements))
    words = [f"{times} x {number}" if times > 1 else str(number) for number, times in alike]
    return ", ".join(words) or "-"


def _where_and_how(samples: Samples, plan: Plan) -> str:
    fastest = max(samples, key=lambda row: median(s.a_second for s in samples[row]))
    most = median(sample.a_second for sample in samples[fastest])
    return (
        f"{of_today('bench')}: {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{plan.connections} connections, {plan.rounds} x {plan.seconds:g} s in turns, median "
        f"(lowest-highest). The web server, PostgreSQL and the load share the cores; the load "
        f"can do at least {figure(most)} requests a second here ({fastest[1]})."
    )
