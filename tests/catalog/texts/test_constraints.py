"""What the database refuses of a text."""

import pytest

from catalog.texts.models import Text
from tests.catalog.test_constraints import assert_only
from tests.catalog.texts.test_pages import NOON

pytestmark = pytest.mark.django_db


def a_text(**values):
    return Text.objects.create(**{"kind": "terms", "body": "Words.", "changed_at": NOON} | values)


def test_a_text_is_of_a_known_kind_and_there_once():
    assert_only("text_is_of_a_known_kind", lambda: a_text(kind="imprint"))
    a_text()
    assert_only("texts_text_kind_key", a_text)


@pytest.mark.parametrize("body", ["", " \n\t "])
def test_a_text_says_something(body):
    assert_only("text_says_something", lambda: a_text(body=body))
