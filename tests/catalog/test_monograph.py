"""Staff's Markdown on a public page: formatted, and never able to run anything."""

import pytest

from catalog.models import SectionKind
from catalog.monograph import display_rank, rendered, shoppers_title


def test_lists_and_emphasis_are_formatted():
    html = rendered("Take it **daily**.\n\n- with water\n- with food")
    assert "<strong>daily</strong>" in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "![a](https://example.com/pixel.png)",
        "<a href='javascript:alert(1)'>a</a>",
        "# A heading of the page's own rank",
    ],
)
def test_nothing_staff_write_becomes_a_script_an_image_or_a_heading(markdown):
    html = rendered(markdown).lower()
    for forbidden in ("<script", "<img", "<h1", 'href="javascript', 'href="data'):
        assert forbidden not in html


def test_every_kind_has_a_place_and_benefits_come_last_but_for_the_text_about_the_text():
    in_order = sorted(SectionKind.values, key=display_rank)
    assert in_order[:2] == ["precautions", "contraindications"]
    assert in_order[-2:] == ["benefits", "disclaimer"]


def test_a_section_of_another_kind_keeps_its_own_title():
    assert shoppers_title("other", "Travelling with it") == "Travelling with it"
    assert shoppers_title("missed_dose", "Missed dose") == "If you miss a dose"
