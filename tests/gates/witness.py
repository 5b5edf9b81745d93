"""A pytest plugin that looks along wherever the browser tests hold a page to the gates.

So the pages that are measured and photographed are those the tests walk through, in the states
they reach: no second list of them is kept.
"""

import inspect
import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.gates.look import Look, page_type
from tests.gates.photograph import photograph
from tests.journeys.gates import witnesses

NOTES, PHOTOGRAPHS = "GATES_NOTES", "GATES_PHOTOGRAPHS"
# Of shoppers' pages; those of staff weigh what Django's admin weighs.
HOLDS_TO_THE_GATES = re.compile(r"\bhindrances\(")


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Leaves only the tests that hold a shopper's page to its gates."""
    items[:] = [
        item for item in items if HOLDS_TO_THE_GATES.search(inspect.getsource(item.function))
    ]


@pytest.fixture(autouse=True)
def witness(request: pytest.FixtureRequest) -> Iterator[None]:
    """Notes each look of this test, or photographs what it looks at."""
    test, looks = f"{request.node.path.stem}.{request.node.originalname}", count(1)

    def witnessed(page: Page, findings: list[str]) -> None:
        if notes := os.environ.get(NOTES):
            Look.at(page, findings).note(Path(notes))
        if folder := os.environ.get(PHOTOGRAPHS):
            photograph(page, Path(folder), f"{page_type(page)}.{test}.{next(looks)}")

    witnesses.append(witnessed)
    yield
    witnesses.remove(witnessed)
