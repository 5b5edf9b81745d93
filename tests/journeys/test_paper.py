"""A medicine's page and an order on paper: all that is to be read, and nothing to be pressed."""

import pytest
from playwright.sync_api import Page, expect

from catalog.models import MonographSection
from tests.checkout.shopping import a_placed_order
from tests.factories import baclofen
from tests.journeys.gates import beyond_the_edge
from tests.journeys.orders import mailed

pytestmark = pytest.mark.django_db(transaction=True)
PRESSED = "header.top, nav, form, button, .bar, .side, footer"
A4 = {"width": 718, "height": 1000}  # 210 mm less margins of 10 mm, at 96 dots an inch


@pytest.fixture
def medicine(live_server):
    medicine = baclofen(summary="For stiff muscles.", introduction="It relaxes muscles.")
    for kind in ("precautions", "storage", "overdose", "benefits"):
        MonographSection.objects.create(medicine=medicine, kind=kind, title=kind, body="Words.")
    return medicine


@pytest.fixture(params=["light", "dark"])
def paper(request, open_page) -> Page:
    """A page that is about to be printed, from a bright screen and from a dark one."""
    page = open_page(viewport=A4, color_scheme=request.param)
    page.emulate_media(media="print")
    return page


def is_black_on_white(page: Page) -> bool:
    look = "({color, backgroundColor}) => [color, backgroundColor]"
    colours = page.evaluate(f"({look})(getComputedStyle(document.body))")
    return colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_a_medicine_on_paper_has_every_pack_and_every_section(medicine, paper):
    paper.goto("/medicines/baclofen/")

    expect(paper.get_by_role("table")).to_have_count(2)
    for text in paper.locator(".fold .prose, .note, .packs tbody tr").all():
        expect(text).to_be_visible()
    assert paper.locator(".fold").count() == 4
    assert not any(part.is_visible() for part in paper.locator(PRESSED).all())
    assert is_black_on_white(paper)
    assert beyond_the_edge(paper) == []


def test_an_order_on_paper_has_its_packs_its_sums_and_its_address(medicine, paper):
    order = a_placed_order({medicine.children.get(dosage__label="10mg", units=60): 2})
    paper.goto(mailed(order))

    for words in (order.number, "Baclofen", "$104.00", "Sam Example", "1 Sample Street"):
        expect(paper.get_by_text(words).last).to_be_visible()
    assert not any(part.is_visible() for part in paper.locator(PRESSED).all())
    assert is_black_on_white(paper)
    assert beyond_the_edge(paper) == []


def test_no_address_of_a_link_is_printed(medicine, paper):
    paper.goto("/medicines/baclofen/")
    added = "link => getComputedStyle(link, '::after').content"
    shown = [link for link in paper.locator("main a").all() if link.is_visible()]
    assert {link.evaluate(added) for link in shown} <= {"none"}
