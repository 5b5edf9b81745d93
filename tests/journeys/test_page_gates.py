"""Every public page in a real browser, against the gates of weight, reach, room and calm."""

import gzip

import pytest
from playwright.sync_api import expect

from catalog.demo.shopfacts import add_demo_facts
from catalog.demo.shoptexts import add_demo_texts
from pharmacy.closing import SIGN
from tests import factories
from tests.catalog.leaflets.papers import a_leaflet, stand_for
from tests.catalog.pictures.drawn import a_picture
from tests.catalog.reductions.past import reduced
from tests.journeys import measures
from tests.journeys.gates import hindrances, shift_of_late_letters

HOME, LIST, CATEGORY = "/", "/medicines/", "/categories/muscle-relaxants/"
BACLOFEN, STRESS = "/medicines/baclofen/", "/medicines/stress/"
EMPTY, NOT_FOUND = "/categories/eyes/", "/search/?q=nothing+like+it"
ADVISED, NO_SET, MISTAKE = (f"{BACLOFEN}?{asked}" for asked in ("units=210", "units=20", "days=x"))
SOLD_OUT, NOTED = "/medicines/tizanidine/", "/waiting/tizanidine/"
FOUND, MEANT, NEARLY = "/search/?q=baclofen", "/search/?q=baclofn", "/search/?q=bacterol"
NARROWED = f"{CATEGORY}?form=Tablets&rx=needed&stock=1&min=0.10&sort=price"
NONE_FITS = f"{CATEGORY}?form=Pebbles&rx=not-needed&min=abc&max=1"
LISTS = [LIST, CATEGORY, NARROWED, NONE_FITS, EMPTY]
SEARCHES = ["/search/", FOUND, MEANT, NEARLY, NOT_FOUND]
PAGES = [
    *(HOME, *LISTS, *SEARCHES),
    *(BACLOFEN, STRESS, ADVISED, NO_SET, MISTAKE, SOLD_OUT, NOTED),
    *("/contact/", "/privacy/", "/delivery-and-returns/"),
]
# One page of each template: nothing moves in one state that stays in another.
TEMPLATES = [HOME, LIST, CATEGORY, FOUND, NOT_FOUND, BACLOFEN, NOTED, "/contact/", "/privacy/"]
WIDTHS = [320, 390, 1280]
KILOBYTE = 1024
LONG_PACKS = [(1, "51.45"), (2, "99.00"), (120, "5160.00"), (360, "12964.00"), (1000, "34999.99")]
LONG_DOSAGES = [
    "250mg/125mg",
    "500mg/125mg",
    "875mg/125mg",
    "1000mg/62.5mg",
    "100mcg/50mcg",
    "2.5mg",
]


@pytest.fixture
def shop(live_server):
    """A shop that sells Baclofen and a medicine with everything long, and says who it is."""
    add_demo_facts()
    add_demo_texts()
    factories.a_category("Eyes")
    category = factories.a_category("Muscle relaxants")
    baclofen = factories.baclofen(
        category=category,
        headline="Targeted muscle spasticity relief for neurological disorders",
        summary="Used to treat spasms of skeletal muscles, clonus, cramps and stiffness. " * 2,
    )
    stand_for(baclofen)
    for dosage in baclofen.dosages.all():
        a_leaflet(dosage)
    factories.a_pack(factories.a_dosage(factories.a_medicine("Tizanidine"), units_on_hand=0))
    for alt in ("White round tablet, marked BN 10", "The box and a strip of ten tablets"):
        a_picture(baclofen, alt)
    long = factories.a_medicine(
        "Fluticasone propionate, salmeterol xinafoate and amoxicillin with clavulanate potassium",
        slug="stress",
        category=category,
        unit="inhaler",
        form="Inhalation powder, pre-dispensed",
        headline="A deliberately long headline that runs over two and even three lines",
    )
    for label in LONG_DOSAGES:
        dosage = factories.a_dosage(long, label)
        for units, price in LONG_PACKS:
            reduced(factories.a_pack(dosage, units, price), before="39999.99")
    reduced(baclofen.children.get(units=360), before="240.00")


@pytest.fixture
def visit(shop, open_page):
    """Opens an address of the shop for a visitor of its own: `visit(path, width=390)`.

    Errors in the console, violations of the policy and requests elsewhere fail the test.
    """

    def opened(path, *, width=390, **options):
        page = open_page(viewport={"width": width, "height": 844}, **options)
        page.add_init_script(measures.SUM_OF_LAYOUT_SHIFTS)
        page.answers = []
        page.on("response", lambda answer: page.answers.append(answer))
        page.goto(path)
        return page

    return opened


@pytest.fixture
def tour(visit):
    """Walks one visitor through all pages: each with the browser's page that stands on it."""

    def walked(pages=PAGES):
        page = visit(HOME)
        for path in pages:
            page.goto(path)
            yield path, page

    return walked


def shown_packs(page):
    return page.locator(".dose > :checked ~ .dose__p tbody tr:not(.former)")


def weight(answer) -> int:
    """Bytes on the wire, text being compressed."""
    body = answer.body()
    return len(body) if answer.url.endswith(".woff2") else len(gzip.compress(body))


def nothing() -> dict[str, list[str]]:
    return {path: [] for path in PAGES}


def test_the_medicine_page_is_light(visit):
    page = visit(BACLOFEN)
    page.wait_for_load_state("networkidle")
    answers = [answer for answer in page.answers if "/media/" not in answer.url]
    weights = {answer.request.resource_type: 0 for answer in answers}
    for answer in answers:
        weights[answer.request.resource_type] += weight(answer)

    assert len(answers) <= 8
    assert weights["document"] <= 15 * KILOBYTE
    assert weights["stylesheet"] <= 12 * KILOBYTE
    assert weights["script"] <= 20 * KILOBYTE
    assert weights["font"] <= 25 * KILOBYTE
    assert sum(weights.values()) <= 80 * KILOBYTE


def test_a_page_is_the_same_for_everybody_and_leaves_no_cookie(tour):
    left = {path: page.context.cookies() for path, page in tour()}

    assert left == nothing()


def test_no_page_hinders_anybody(tour):
    found = {path: hindrances(page) for path, page in tour()}

    assert found == nothing()


def test_the_page_of_a_wrong_address_is_no_worse(browser, live_server):
    page = browser.new_context().new_page()
    page.goto(f"{live_server.url}/no-such-page/")

    assert page.get_by_role("heading", level=1).is_visible()
    assert hindrances(page) == []
    page.context.close()


@pytest.fixture
def closed(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / SIGN).touch()


def test_the_page_of_a_closed_shop_is_no_worse(browser, live_server, closed):
    page = browser.new_context().new_page()
    page.goto(live_server.url)

    assert page.get_by_role("heading", name="We are back in a moment.").is_visible()
    assert hindrances(page) == []
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_long_strengths_and_prices_in_five_figures_do_not_overlap(visit, width):
    assert visit(STRESS, width=width).evaluate(measures.OVERLAPS) == []


def test_the_first_pack_stands_on_a_phones_first_screen(visit):
    assert shown_packs(visit(BACLOFEN)).first.bounding_box()["y"] < 450


@pytest.mark.parametrize("width", WIDTHS)
def test_adding_has_a_target_of_44_pixels(visit, width):
    button = shown_packs(visit(BACLOFEN, width=width)).first.get_by_role("button")

    assert button.bounding_box()["height"] >= 44
    assert button.bounding_box()["width"] >= 44


def test_nothing_moves_when_the_letters_come_late(tour):
    shifts = {path: shift_of_late_letters(page) for path, page in tour(TEMPLATES)}

    assert shifts == dict.fromkeys(TEMPLATES, 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_adding_a_pack_moves_nothing(visit, width):
    page = visit(BACLOFEN, width=width)
    action = shown_packs(page).first.locator(".action")
    rows = [row.bounding_box() for row in shown_packs(page).all()]
    box = action.bounding_box()

    action.get_by_role("button").click()
    expect(action.get_by_role("button")).to_have_count(2)

    assert action.bounding_box() == box
    assert [row.bounding_box() for row in shown_packs(page).all()] == rows
    assert page.evaluate("shifts") <= 0.02


def test_what_is_ones_own_is_asked_for_only_where_there_is_something(visit):
    page, asked = visit(BACLOFEN), []
    page.on("request", lambda request: asked.append(request.url.partition("/cart/")[2]))

    page.reload(wait_until="networkidle")
    assert "personal/?packs=1" not in asked
    shown_packs(page).first.get_by_role("button").click()
    expect(page.locator("#cart-count")).to_contain_text("1")
    page.reload(wait_until="networkidle")
    assert asked.count("personal/?packs=1") == 1


def test_a_dosage_in_the_address_is_the_one_chosen(visit):
    page = visit(f"{BACLOFEN}?dosage=25mg")

    assert page.get_by_role("radio", name="25 mg").is_checked()
    assert shown_packs(page).first.get_by_text("$101.00", exact=True).is_visible()


def test_the_dosage_switches_without_a_script(visit):
    page = visit(BACLOFEN, java_script_enabled=False)

    page.get_by_text("25 mg", exact=True).first.click()

    assert page.get_by_role("button", name="Add 270 pills of 25 mg, $498.00, to cart").is_visible()
    assert not page.get_by_role("button", name="Add 60 pills of 10 mg").is_visible()


def test_forced_colours_still_tell_the_chosen_dosage(visit):
    labels = visit(BACLOFEN, forced_colors="active").locator(".dose__l")
    border = "label => getComputedStyle(label).borderTopWidth"
    mark = "label => getComputedStyle(label, '::after').visibility"

    assert labels.nth(0).evaluate(border) != labels.nth(1).evaluate(border)
    assert [labels.nth(n).evaluate(mark) for n in range(2)] == ["visible", "hidden"]


def test_forced_colours_still_tell_a_pack_in_the_cart(visit):
    page = visit(BACLOFEN, forced_colors="active")
    mark = "head => getComputedStyle(head, '::after').borderBottomWidth"

    shown_packs(page).first.get_by_role("button").click()
    expect(shown_packs(page).first.get_by_role("button")).to_have_count(2)

    marks = [row.get_by_role("rowheader").evaluate(mark) for row in shown_packs(page).all()]
    assert marks == ["2px", *["0px"] * 5]


def test_the_search_opens_behind_its_icon_ready_to_type(visit):
    page = visit(BACLOFEN)
    field = page.get_by_role("combobox", name="Search medicines")
    assert field.count() == 0

    page.get_by_role("button", name="Search").click()

    assert field.is_visible()
    assert field.evaluate("field => field === document.activeElement")
