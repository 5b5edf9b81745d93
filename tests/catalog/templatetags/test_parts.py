"""A part of a page is filled in once for the same values, and never shown for others."""

import pytest
from django.template import engines

from catalog.memory import Memory
from catalog.templatetags import parts
from tests.pharmacy.language.marking import mark_every_message, marked

PHONE = '{% load parts %}{% part "_contact.html" shop=shop %}'


class Shop(tuple):
    """Knows how often it was asked for its telephone."""

    asked = 0

    @property
    def phone(self):
        Shop.asked += 1
        return self[0]


@pytest.fixture(autouse=True)
def _asked():
    Shop.asked = 0
    parts.forget_parts()


def filled(template, **values):
    return engines["django"].from_string(template).render(values)


def test_the_same_values_are_asked_only_once():
    first = filled(PHONE, shop=Shop(["555 0100"]))
    asked = Shop.asked
    assert asked
    assert filled(PHONE, shop=Shop(["555 0100"])) == first
    assert Shop.asked == asked


def test_other_values_are_shown_as_they_are():
    assert "555 0100" in filled(PHONE, shop=Shop(["555 0100"]))
    again = filled(PHONE, shop=Shop(["555 0199"]))
    assert "555 0199" in again
    assert "555 0100" not in again


def test_a_part_is_in_the_language_of_its_page(monkeypatch):
    title = '{% load parts %}{% part "catalog/_before.html" sections=sections %}'
    assert "Before you take it" in filled(title, sections=())
    mark_every_message(monkeypatch)
    assert marked("Before you take it") in filled(title, sections=())


def test_what_staff_typed_is_escaped_in_a_part_as_anywhere():
    assert "<b>" not in filled(PHONE, shop=Shop(["<b>555</b>"]))


def test_parts_take_no_more_room_than_there_is(monkeypatch):
    one = len(filled(PHONE, shop=Shop(["555 0100"])))
    asked_each_time = Shop.asked
    room = 2 * one + parts.OVERHEAD_BYTES
    monkeypatch.setattr(parts, "_parts", Memory(room, parts.weight))
    for phone in ("555 0100", "555 0101", "555 0100"):
        filled(PHONE, shop=Shop([phone]))
    assert Shop.asked == 4 * asked_each_time
