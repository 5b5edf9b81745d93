"""Pictures in a real browser: from staff's file to a shopper's screen, and nothing moves."""

import pytest
from playwright.sync_api import expect

from catalog.demo.staff import add_demo_staff
from tests import factories
from tests.catalog.pictures.drawn import ALT, a_photo, a_picture, make_all
from tests.journeys import measures
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PAGE, LIST = "/medicines/baclofen/", "/medicines/"
# Settles when each picture in sight has come and two frames have been drawn since.
PICTURES_ARE_HERE = """async () => {
  const near = [...document.images].filter((image) => image.checkVisibility())
    .filter((image) => image.getBoundingClientRect().top < innerHeight);
  await Promise.all(near.map((image) => image.decode()));
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return near.length;
}"""


@pytest.fixture
def medicine(live_server):
    return factories.baclofen(summary="Used to treat spasms of skeletal muscles.")


def asked_for(page) -> list[str]:
    """Collects the names of the pictures a page asks for."""
    names: list[str] = []
    page.on(
        "request",
        lambda request: "/media/" in request.url and names.append(request.url.rpartition("-")[2]),
    )
    return names


def test_a_pharmacist_uploads_a_picture_and_a_shopper_sees_it(medicine, open_page):
    add_demo_staff()
    desk = open_page()
    sign_in(desk, "pharmacist@example.com", f"/admin/catalogue/medicine/{medicine.pk}/change/")
    desk.get_by_role("link", name="Pictures").click()
    photo = {"name": "tablet.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    desk.get_by_label("JPEG, PNG or WebP").set_input_files(photo)
    desk.get_by_label("What is seen").fill(ALT)
    desk.get_by_role("button", name="Add", exact=True).click()
    expect(desk.get_by_text("Its sizes are being made.")).to_be_visible()

    make_all()

    desk.reload()
    expect(desk.get_by_role("img", name=ALT)).to_be_visible()
    shopper = open_page()
    # A picture that is opened alone names no icon, so the browser looks for one.
    shopper.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    shopper.goto(LIST)
    shopper.get_by_role("link", name="Baclofen").click()
    # Before its styles are here, the page shows the picture in its head and in its strip.
    shopper.wait_for_url(f"**{PAGE}")
    shopper.get_by_role("link", name=ALT).click()
    shopper.wait_for_url("**/media/**")
    opened = shopper.get_by_role("img")
    assert opened.evaluate("image => image.decode().then(() => image.naturalWidth)") == 768


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("address", [PAGE, LIST])
def test_nothing_moves_when_pictures_come_late(medicine, open_page, address, width):
    for alt in (ALT, "The box"):
        a_picture(medicine, alt)
    page, held = open_page(viewport={"width": width, "height": 1600}), []
    page.route("**/media/**", lambda route: held.append(route))
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate(measures.SUM_OF_LAYOUT_SHIFTS)
    page.evaluate(measures.PAINTED)

    for route in held:
        route.continue_()
    page.unroute("**/media/**")
    assert page.evaluate(PICTURES_ARE_HERE) >= 1

    assert page.evaluate("shifts") == 0


def test_a_picture_is_loaded_in_the_size_it_is_drawn_and_once(medicine, open_page):
    a_picture(medicine)
    page = open_page(viewport={"width": 1280, "height": 900})
    names = asked_for(page)

    page.goto(LIST)
    page.evaluate(PICTURES_ARE_HERE)
    page.goto(PAGE)
    page.evaluate(PICTURES_ARE_HERE)

    assert names == ["96.webp", "192.webp"]


def test_a_phone_loads_no_picture_it_does_not_show(medicine, open_page):
    a_picture(medicine)
    page = open_page(viewport={"width": 390, "height": 844}, device_scale_factor=3)
    names = asked_for(page)

    page.goto(PAGE)
    page.get_by_role("link", name=ALT).scroll_into_view_if_needed()
    expect(page.get_by_role("img", name=ALT)).to_have_count(1)
    page.evaluate(PICTURES_ARE_HERE)

    assert names == ["768.webp"]


@pytest.mark.parametrize(("pictures", "shown"), [(1, 1), (3, 3)])
@pytest.mark.parametrize("width", [390, 1280])
def test_each_picture_is_seen_once_on_a_page(medicine, open_page, width, pictures, shown):
    for number in range(pictures):
        a_picture(medicine, f"Tablet {number}")
    page = open_page(viewport={"width": width, "height": 900})

    page.goto(PAGE)

    names = [f"Tablet {number}" for number in range(shown)]
    seen = page.get_by_role("img").filter(visible=True)
    assert [image.get_attribute("alt") for image in seen.all()] == names
