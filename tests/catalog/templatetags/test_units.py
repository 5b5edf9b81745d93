"""How a page names and draws units."""

import pytest
from django.conf import settings
from django.template import Context, Template

from catalog.units import Unit


def shown(source: str, **values: object) -> str:
    return Template("{% load units %}" + source).render(Context(values))


def test_a_pack_size_has_a_bold_number_and_the_right_noun():
    assert shown("{% pack_size 1 unit %}", unit=Unit.INHALER) == "<b>1</b> inhaler"
    assert shown("{% pack_size 1000 unit %}", unit=Unit.PATCH) == "<b>1,000</b> patches"


def test_buttons_name_a_pack_by_units_and_dosage():
    label = shown("{% pack_label 90 unit '10 mg' %}", unit=Unit.PILL)

    assert label == "90\N{NO-BREAK SPACE}pills of 10 mg"


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_a_drawing(unit):
    sprite = (settings.BASE_DIR / "templates" / "_sprite.html").read_text()
    symbol = shown("{{ unit|drawing }}", unit=unit)

    assert f'<symbol id="{symbol}"' in sprite
