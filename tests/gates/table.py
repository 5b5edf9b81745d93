"""The looks of a run as a table in Markdown: one row for each type of page."""

from collections import defaultdict
from collections.abc import Iterable

from tests.gates.look import Look
from tests.journeys.gates import SIZES
from tests.readme import of_today

KB = 1024
HEAD = """\
| Page | Looks | Findings | HTML KB | CSS KB | JS KB | Font KB | Requests | Layout shift |
|---|--:|--:|--:|--:|--:|--:|--:|--:|"""


def table(looks: Iterable[Look]) -> str:
    """The worst of all looks at each type of page."""
    by_page: dict[str, list[Look]] = defaultdict(list)
    for look in looks:
        by_page[look.page].append(look)
    rows = [_row(page, by_page[page]) for page in sorted(by_page)]
    widths = ", ".join(str(width) for width, _scheme in SIZES)
    return "\n".join([HEAD, *rows, "", f"{of_today('gates')}: at {widths} px; {WHAT}"])


WHAT = (
    "findings are those of axe-core (A, AA, 2.2, best practice), parts beyond the window's edge and"
    " targets under 24 px; weights are compressed, without photos, and like requests and layout"
    " shift those of the heaviest state, opened cold."
)


def _row(page: str, looks: list[Look]) -> str:
    weights = [look.weight for look in looks]
    cells = [
        page,
        str(len(looks)),
        str(sum(look.findings for look in looks)),
        *(
            f"{max(getattr(weight, kind) for weight in weights) / KB:.1f}"
            for kind in ("html", "css", "js", "font")
        ),
        str(max(weight.requests for weight in weights)),
        f"{max(look.shift for look in looks):.3f}",
    ]
    return f"| {' | '.join(cells)} |"
