"""Where staff need a medicine they type its name, on any screen, with and without script."""

import pytest
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from tests.factories import a_medicine, a_substance, baclofen
from tests.journeys.gates import staffs_hindrances
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owners_page(open_page):
    """Opens one, where there are medicines."""
    add_demo_staff()
    for name in ("Anacin", "Ibuprofen", "Ibuprofen gel"):
        a_medicine(name)

    def opened(width, **options):
        page = open_page(viewport={"width": width, "height": 900}, **options)
        sign_in(page, "owner@example.com")
        return page

    return opened


@pytest.fixture(params=["desktop", "phone without script"])
def visit(owners_page, request):
    if request.param == "desktop":
        return owners_page(1280)
    return owners_page(390, java_script_enabled=False)


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_substance_is_taken_out_of_one_medicine_and_put_into_others(visit):
    substance = a_substance("caffeine", medicines=[a_medicine("Excedrin"), a_medicine("Vivarin")])
    visit.goto(f"/admin/substances/substance/{substance.pk}/change/")
    visit.get_by_label("Vivarin", exact=True).uncheck()
    visit.get_by_label("Add medicines").fill("anacin\nibup")
    save(visit)

    expect(visit.get_by_text("Line 2: Several medicines fit: Ibuprofen,")).to_be_visible()
    expect(visit.get_by_label("Add medicines")).to_have_value("anacin\nibup")
    expect(visit.get_by_label("Vivarin", exact=True)).not_to_be_checked()
    visit.get_by_label("Add medicines").fill("anacin\nibuprofen")
    save(visit)

    expect(visit.get_by_text("was changed successfully")).to_be_visible()
    names = sorted(substance.medicines.values_list("title", flat=True))
    assert names == ["Anacin", "Excedrin", "Ibuprofen"]


def test_a_question_is_asked_about_a_medicine_named(visit):
    visit.goto("/admin/prescriptions/question/add/")
    visit.get_by_label("Medicine").fill("Nothing")
    visit.get_by_label("Question").fill("Do you have asthma?")
    visit.get_by_label("In short").fill("Asthma?")
    save(visit)

    expect(visit.get_by_text("No medicine is called “Nothing”.")).to_be_visible()
    visit.get_by_label("Medicine").fill("ibuprofen gel")
    save(visit)

    expect(visit.get_by_role("cell", name="Ibuprofen gel")).to_be_visible()


def test_prices_are_scheduled_of_a_medicine_named(visit):
    baclofen()
    visit.goto("/admin/prices/scheduledprice/add/")
    visit.get_by_label("Medicine").fill("ibu")
    visit.get_by_role("button", name="Go on").click()

    expect(visit.get_by_text("Several medicines fit: Ibuprofen, Ibuprofen gel.")).to_be_visible()
    visit.get_by_label("Medicine").fill("bacl")
    visit.keyboard.press("Enter")

    expect(visit.get_by_role("heading", name="Schedule prices of Baclofen")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_refusal_hinders_anybody(owners_page, width):
    page = owners_page(width)
    page.goto("/admin/prices/scheduledprice/add/?name=ibu")
    assert staffs_hindrances(page) == []
    page.goto("/admin/prescriptions/question/add/")
    page.get_by_label("Medicine").fill("Nothing")
    save(page)
    expect(page.get_by_text("No medicine is called “Nothing”.")).to_be_visible()
    assert staffs_hindrances(page) == []
    page.goto("/admin/substances/substance/add/")
    page.get_by_label("Add medicines").fill("anacin\nibup")
    save(page)
    expect(page.get_by_text("Line 2: Several medicines fit: Ibuprofen,")).to_be_visible()
    assert staffs_hindrances(page) == []
