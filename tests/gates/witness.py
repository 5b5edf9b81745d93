"""A pytest plugin that looks along wherever the browser tests hold a page to the gates.

So the pages that are measured and photographed are those the tests walk through, in the states
they reach: no second list of them is kept.
"""

import inspect
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.gates.look import Look, page_type
from tests.gates.photograph import photograph
from tests.journeys.gates import witnesses

NOTES, PHOTOGRAPHS = "GATES_NOTES", "GATES_PHOTOGRAPHS"


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Leaves only the tests that hold a page to its gates."""
    items[:] = [item for item in items if "hindrances(" in inspect.getsource(item.function)]


@pytest.fixture(autouse=True)
def witness(request: pytest.FixtureRequest) -> Iterator[None]:
    """Notes each look of this test, or photographs what it looks at."""
    test, looks = request.node.originalname, count(1)

    def witnessed(page: Page, findings: list[str]) -> None:
        if notes := os.environ.get(NOTES):
            Look.at(page, findings).note(Path(notes))
        if folder := os.environ.get(PHOTOGRAPHS):
            photograph(page, Path(folder), f"{page_type(page)}.{test}.{next(looks)}")

    witnesses.append(witnessed)
    yield
    witnesses.remove(witnessed)
