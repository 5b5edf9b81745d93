"""A long list has pages: what stands after a place or before it, found by an index."""

import re

import pytest

from catalog.models import Product
from tests.catalog.test_lists import PAIN, names
from tests.factories import a_category, a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_pages(monkeypatch):
    for module in ("catalog.list_reads", "catalog.page_reads", "catalog.search.reads"):
        monkeypatch.setattr(f"{module}.A_PAGE", 2)


@pytest.fixture
def five():
    for number, name in enumerate(("Éclair", "5-HTP", "aspirin", "Zinc", "Azol")):
        a_pack(a_dosage(a_medicine(name, slug=f"medicine-{number}")), 10, f"{9 - number}.00")


@pytest.mark.usefixtures("small_pages", "five")
def test_a_long_list_has_pages_that_lead_to_each_other(shown, client):
    first = shown("/medicines/")
    second = shown(f"/medicines/{first.next}")
    third = shown(f"/medicines/{second.next}")
    assert [names(page) for page in (first, second, third)] == [
        ["5-HTP", "aspirin"],
        ["Azol", "Éclair"],
        ["Zinc"],
    ]
    assert (first.previous, third.next) == ("", "")
    assert names(shown(f"/medicines/{third.previous}")) == ["Azol", "Éclair"]
    assert shown(f"/medicines/{third.previous}").own_query == second.own_query
    assert names(shown(f"/medicines/{second.previous}")) == ["5-HTP", "aspirin"]
    text = client.get(f"/medicines/{first.next}").content.decode()
    assert 'rel="prev"' in text
    assert 'rel="next"' in text


@pytest.mark.usefixtures("small_pages", "five")
def test_a_list_by_price_has_pages_too_whatever_shows_no_price(shown):
    for name in ("Solol", "Soldol", "Opiol"):
        a_medicine(name)
    seen, address = [], "?sort=price"
    while address:
        page = shown(f"/medicines/{address}")
        seen += names(page)
        address = page.next
    assert seen == ["Azol", "Zinc", "aspirin", "5-HTP", "Éclair", "Opiol", "Soldol", "Solol"]
    assert names(shown(f"/medicines/{page.previous}")) == ["Éclair", "Opiol"]


@pytest.mark.usefixtures("small_pages", "five")
def test_letters_lead_to_where_they_begin(shown, client):
    page = shown("/medicines/")
    assert [(link.letter, link.address) for link in page.letters] == [
        ("0-9", "?#l-0-9"),
        ("A", "?#l-A"),
        ("E", "?after=0-e#l-E"),
        ("Z", "?after=0-z#l-Z"),
    ]
    assert [group.letter for group in shown("/medicines/?after=0-azol").groups] == ["A", "E"]
    assert names(shown("/medicines/?after=0-e")) == ["Éclair", "Zinc"]
    assert shown("/medicines/?after=0-z").letters == page.letters
    assert [link.address for link in shown("/").letters][-1] == "/medicines/?after=0-z#l-Z"


@pytest.mark.usefixtures("small_pages", "five")
def test_what_stood_beside_a_page_may_be_gone_and_the_page_is_still_there(shown):
    second = shown("/medicines/").next
    Product.objects.get(title="aspirin").delete()
    assert names(shown(f"/medicines/{second}")) == ["Azol", "Éclair"]
    Product.objects.exclude(title="5-HTP").filter(structure="parent").update(is_public=False)
    assert names(shown(f"/medicines/{second}")) == ["5-HTP"]


@pytest.mark.usefixtures("small_pages", "five")
@pytest.mark.parametrize(
    "nonsense", ["after=", "after=x", "before=1", "after=1-2-3-4", "after=0.5-a", "before=0-0"]
)
def test_a_place_that_is_none_is_the_beginning(shown, nonsense):
    assert names(shown(f"/medicines/?{nonsense}")) == ["5-HTP", "aspirin"]
    assert names(shown(f"/medicines/?sort=price&{nonsense}")) == ["Azol", "Zinc"]


@pytest.mark.parametrize("path", [PAIN, "/medicines/"])
def test_a_page_that_was_known_by_its_number_leads_to_the_list(client, path):
    a_category("Pain")
    response = client.get(f"{path}?form=Tablets&page=3&sort=price")
    assert response.status_code == 301
    assert response["Location"] == f"{path}?form=Tablets&sort=price"
    assert client.get(f"{path}?page=2")["Location"] == path


@pytest.mark.usefixtures("small_pages")
def test_pages_keep_what_was_chosen(shown):
    for name in ("One", "Two", "Three"):
        a_medicine(name, form="Tablets")
    page = shown("/medicines/", form="Tablets", sort="price")
    assert page.next.startswith("?form=Tablets&sort=price&after=")
    assert names(shown(f"/medicines/{page.next}")) == ["Two"]


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("path", [PAIN, "/medicines/"])
@pytest.mark.parametrize(
    ("query", "is_own"),
    [
        *(("", False), ("?after=0-0", False), ("?after=0-m", True)),
        *(("?after=0-m&utm_source=x", True), ("?after=0--m&sort=price", False)),
        *(("?after=0-m&form=Tablets", False), ("?stock=1", False)),
    ],
)
def test_a_page_of_the_whole_list_is_known_by_what_stands_before_it(client, path, query, is_own):
    category = a_category("Pain")
    first, *_ = [a_medicine(n, form="Tablets", category=category) for n in ("Lo", "Me", "Mi", "No")]
    html = client.get(path + query).content.decode()
    [address] = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
    assert address.endswith(f"{path}?after={first.pk}-lo" if is_own else path)
    assert f'<meta property="og:url" content="{address}">' in html
