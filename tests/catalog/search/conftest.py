"""The demo's medicines, and what a shopper reads of a search."""

import pytest

from catalog.demo.load import load_demo


@pytest.fixture
def demo(db):
    load_demo()


@pytest.fixture
def search(client):
    """The page that answers what was typed: `search("bacl", form="Tablets")`."""

    def searched(typed: str, **chosen):
        response = client.get("/search/", {"q": typed} | chosen)
        assert response.status_code == 200
        return response.context["page"]

    return searched


@pytest.fixture
def found(search):
    """The names of the medicines that were found, in their order."""

    def names(typed: str, **chosen) -> list[str]:
        return [row.medicine.name for row in search(typed, **chosen).rows]

    return names
