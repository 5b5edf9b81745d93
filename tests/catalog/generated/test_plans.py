"""No page reads a table whole that grows with the shop: an index leads to what it shows."""

import re
from collections.abc import Iterable, Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.found.reads import medicine_parts
from catalog.models import Category, Product
from catalog.substances.models import Substance
from tests.catalog.admin.conftest import staff

pytestmark = pytest.mark.django_db
# What grows with medicines and with what is sold.
GROWS = re.compile(
    r"Seq Scan on (catalogue_product\w*|catalogue_dosage|catalogue_monographsection|partner_\w+"
    r"|places_place|search_\w+|order_\w+|basket_\w+|payment_\w+|shown_change|\w+event\w*)\b"
)
MEDICINE = "generated-77"


def address(page: str) -> str:
    return page.format(
        slug=Product.objects.get(code=MEDICINE).slug,
        category=Category.objects.order_by("path").first().slug,
        part=medicine_parts()[0],
        medicine=Product.objects.get(code=MEDICINE).pk,
        substance=Substance.objects.get(name="baclofen").pk,
    )


def plans_of(queries: Iterable[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """What was read and how it would be of full tables: a small one is read whole by any plan.

    Without what tells the history who asks, which comes before some.
    """
    for query in queries:
        *_who_asks, sql = query["sql"].split("true);")
        if sql.strip().startswith(("SELECT", "WITH", "(", "EXECUTE")):
            with connection.cursor() as cursor:
                # What is planned once may have been planned when the tables were small.
                cursor.execute("DISCARD PLANS")
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.cursor.execute(f"EXPLAIN {sql}")
                yield sql, "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/medicines/",
        "/medicines/?after=0-m",
        "/medicines/?before=0-m",
        "/medicines/?sort=price",
        "/medicines/?sort=price&after=0-0.50-a",
        "/medicines/?form=Cream&stock=1&rx=needed",
        "/medicines/?min=0.20&max=0.22",
        "/categories/{category}/",
        "/categories/{category}/?sort=price&stock=1",
        "/medicines/{slug}/",
        "/search/?q=abacavir+sulfate+tablets",
        "/search/?q=hydrochlorde",
        "/search/?q=invented",
        "/search/?q=nothinglikeit",
        "/search/suggestions/?q=hydro",
        "/search/suggestions/?q=hydrochlorde",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-medicines-{part}.xml",
    ],
)
def test_no_page_reads_a_table_whole_that_grows(client, page):
    assert_read_by_indexes(client, page)


@pytest.mark.parametrize(
    "page",
    [
        "/admin/",
        "/admin/catalogue/medicine/",
        "/admin/catalogue/medicine/?q=hydro+acid",
        "/admin/catalogue/medicine/?check=1",
        "/admin/catalogue/medicine/?review=1",
        "/admin/catalogue/medicine/?review=0",
        "/admin/catalogue/medicine/?picture=broken",
        "/admin/catalogue/medicine/?legal_class__exact=CD",
        "/admin/catalogue/medicine/?categories__id__exact=1",
        "/admin/catalogue/medicine/{medicine}/change/",
        "/admin/catalogue/pack/",
        "/admin/catalogue/pack/?q=hydro+10mg",
        "/admin/catalogue/pack/?strength=10mg&class=POM",
        "/admin/catalogue/pack/?price=0-10&on_sale=0",
        "/admin/catalogue/pack/?changed=week",
        "/admin/catalogue/dosage/",
        "/admin/catalogue/dosage/?q=hydro+10mg",
        "/admin/catalogue/dosage/?standing=short",
        "/admin/catalogue/dosage/?standing=out",
        "/admin/catalogue/dosage/?standing=low",
        "/admin/catalogue/dosage/?standing=scarce",
        "/admin/order/order/",
        "/admin/order/order/attention/",
        "/admin/prescriptions/case/",
        "/admin/prescriptions/question/add/",
        "/admin/substances/substance/{substance}/change/",
        "/admin/prices/scheduledprice/",
        "/admin/prices/scheduledprice/add/?name=hydro+acid",
        "/admin/prices/scheduledprice/add/?name=Nothing+(like-it)",
        "/admin/history/entry/",
    ],
)
def test_no_page_of_staff_does_either(page):
    assert_read_by_indexes(staff(), page)


@pytest.mark.parametrize(
    ("page", "index"),
    [
        ("/admin/catalogue/medicine/", "medicines_by_title"),
        ("/admin/catalogue/medicine/?q=hydro", "medicines_by_any_name"),
        ("/admin/prices/scheduledprice/add/?name=hydro", "medicines_by_any_name"),
        ("/admin/prices/scheduledprice/add/?name=hydro", "medicine_has_its_own_address"),
    ],
)
def test_lists_of_staff_are_read_in_the_order_of_their_index(page, index):
    assert any(index in plan for _sql, plan in plans_of_page(staff(), page))


def assert_read_by_indexes(client, page):
    plans = plans_of_page(client, page)
    assert plans
    for sql, plan in plans:
        assert not GROWS.search(plan), f"{sql}\n{plan}"


def plans_of_page(client, page) -> list[tuple[str, str]]:
    page = address(page)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(page)
        assert response.status_code == 200
        if response.streaming:
            b"".join(response.streaming_content)
    return list(plans_of(asked))
