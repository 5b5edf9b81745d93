"""The sitemap: every page to be found, in parts, with the day it last changed."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import actions
from catalog.found import reads, sitemap
from catalog.leaflets.models import Leaflet
from catalog.models import Category, Product
from catalog.partner.models import StockRecord
from catalog.texts.actions import put_text
from catalog.texts.kinds import TextKind
from catalog.texts.models import Text
from tests.catalog.leaflets.papers import a_leaflet
from tests.catalog.pictures.drawn import a_picture
from tests.catalog.reductions.past import reduced
from tests.catalog.reductions.test_constraints import a_reduction
from tests.factories import a_category, a_dosage, a_medicine, a_pack, baclofen

pytestmark = pytest.mark.django_db
NAMES = {"s": sitemap.NAMESPACE}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_address(settings):
    settings.SITE_URL = "https://rowan.example"


def parsed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ElementTree.fromstring(b"".join(response.streaming_content))


def entries(client, address):
    """What one file lists: path and change, by path."""
    return {
        one.find("s:loc", NAMES).text.removeprefix("https://rowan.example"): one.findtext(
            "s:lastmod", namespaces=NAMES
        )
        for one in parsed(client, address)
    }


def parts(client):
    return list(entries(client, "/sitemap.xml"))


def listed(client):
    """Every page in every part."""
    return {path: when for part in parts(client) for path, when in entries(client, part).items()}


def test_every_page_that_is_to_be_found_is_listed_once(client):
    a_category("Empty")
    hidden = a_category("Hidden")
    Category.objects.filter(pk=hidden.pk).update(is_public=False)
    baclofen(category=a_category("Muscle relaxants"))
    a_medicine("Unpublished", is_public=False, category=hidden)
    put_text(TextKind.TERMS, "Words.", now=timezone.now())

    assert list(listed(client)) == [
        *("/", "/medicines/", "/contact/", "/categories/muscle-relaxants/", "/terms/"),
        *("/cookies/", "/privacy/", "/medicines/baclofen/"),
    ]


def test_every_address_listed_answers_and_says_the_same_of_itself(client):
    baclofen(category=a_category())
    put_text(TextKind.TERMS, "Words.", now=timezone.now())
    for path in listed(client):
        page = client.get(path)
        assert page.status_code == 200, path
        canonical = f'<link rel="canonical" href="https://rowan.example{path}">'
        assert canonical in page.content.decode(), path


def test_a_live_shop_lists_no_sample_and_nothing_that_awaits_its_review(client, settings):
    baclofen(category=a_category())
    a_medicine("Salt", legal_class="GSL")
    Text.objects.create(kind="terms", body="Sample.", changed_at=LONG_AGO, is_sample=True)
    settings.LIVE = True
    always = ["/", "/medicines/", "/contact/", "/cookies/", "/privacy/"]
    assert list(listed(client)) == [*always, "/medicines/salt/"]


def test_a_part_holds_a_stretch_of_ids_and_never_moves_on(client, monkeypatch):
    for module in (reads, sitemap):
        monkeypatch.setattr(module, "MOST_IN_A_PART", 3)
    medicines = [a_medicine() for _ in range(7)]
    before = {part: entries(client, part) for part in parts(client)}
    sizes = [len(before[part]) for part in before if "medicines" in part]
    assert sum(sizes) == 7
    assert max(sizes) <= 3

    Product.objects.filter(pk=medicines[0].pk).update(is_public=False)

    gone = f"/medicines/{medicines[0].slug}/"
    for part in parts(client):
        assert entries(client, part).keys() == before[part].keys() - {gone}


@pytest.mark.parametrize("part", [1000, 10**30])
def test_a_part_that_is_not_there_is_not_found(client, part):
    assert client.get(f"/sitemap-medicines-{part}.xml").status_code == 404


@pytest.mark.parametrize("medicines", [1, 20])
def test_a_part_is_read_in_one_query_however_much_it_lists(client, medicines):
    for _ in range(medicines):
        a_leaflet(a_pack(a_dosage(a_medicine())).dosage)
    for part in parts(client):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert entries(client, part)
        assert len(queries) <= (2 if "pages" in part else 1), part


def age(medicine):
    """Everything about it was written long ago."""
    Product.objects.update(date_updated=LONG_AGO)
    StockRecord.objects.update(date_updated=LONG_AGO)
    return medicine


def when(client, medicine):
    return datetime.fromisoformat(listed(client)[f"/medicines/{medicine.slug}/"])


def test_a_medicine_nobody_touched_keeps_its_day(client):
    assert when(client, age(baclofen())) == LONG_AGO


@pytest.mark.parametrize(
    "change",
    [
        lambda medicine: actions.save_medicine(medicine, changed=["headline"]),
        lambda medicine: actions.change_dosage(medicine.dosages.first(), key="12mg", position=0),
        lambda medicine: actions.save_price_table(
            medicine.dosages.first(), [actions.PackToSave(60, "51.00", pack_id=a_pack_of(medicine))]
        ),
        lambda medicine: actions.save_price_table(
            medicine.dosages.first(), [actions.PackToSave(700, "400.00")]
        ),
        lambda medicine: a_leaflet(medicine.dosages.first()),
        lambda medicine: a_picture(medicine, made=False),
        lambda medicine: reduced(medicine.dosages.first().packs.get(units=60)),
    ],
    ids=["text", "dosage", "price", "new pack", "leaflet", "picture", "reduction"],
)
def test_whatever_its_page_shows_dates_a_medicine(client, change):
    medicine = age(baclofen())
    change(medicine)
    assert timezone.now() - when(client, medicine) < timedelta(minutes=1)


def test_a_reduction_dates_it_when_it_begins_and_when_it_ends(client):
    medicine = age(baclofen())
    pack, day = medicine.dosages.first().packs.get(units=60), timedelta(days=1)
    over = a_reduction(pack, begins=-3 * day)
    assert when(client, medicine) == over.ends_at.replace(microsecond=0)
    runs = a_reduction(pack, begins=-day / 2)
    a_reduction(pack, begins=day)
    assert when(client, medicine) == runs.begins_at.replace(microsecond=0)


def a_pack_of(medicine):
    return medicine.dosages.first().packs.get(units=60).pk


def test_a_text_is_dated_by_its_last_change(client):
    put_text(TextKind.TERMS, "Words.", now=LONG_AGO)
    assert listed(client)["/terms/"] == "2020-01-01T00:00:00+00:00"
    assert not Leaflet.objects.exists()


def test_robots_name_the_sitemap_and_close_what_is_one_visitors_own(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())
    assert robots.site_maps() == ["https://rowan.example/sitemap.xml"]
    baclofen(category=a_category())
    for path in listed(client):
        assert robots.can_fetch("Anybot", f"https://rowan.example{path}"), path
    closed = ("/cart/", "/checkout/details/", "/orders/R7KQ/", "/account/", "/admin/")
    for path in closed:
        assert not robots.can_fetch("Anybot", f"https://rowan.example{path}"), path
    assert not robots.can_fetch("Anybot", "https://rowan.example/search/suggestions/?q=b")
    # To be read, because only then "noindex" is.
    assert robots.can_fetch("Anybot", "https://rowan.example/search/?q=baclofen")


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/sitemap-pages.xml"])
def test_anybody_may_keep_them_for_an_hour(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "public, max-age=3600"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
