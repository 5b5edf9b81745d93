"""Pictures on the pages shoppers see."""

import json
import re

import pytest

from catalog.pictures.actions import move_earlier
from tests.catalog.pictures.drawn import ALT, a_picture
from tests.factories import a_category, a_medicine, baclofen

pytestmark = pytest.mark.django_db
PAGE = "/medicines/baclofen/"
LISTS = ["/medicines/", "/categories/muscle-relaxants/", "/search/?q=baclofen"]


@pytest.fixture
def medicine(db):
    return baclofen(category=a_category("Muscle relaxants"))


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def images(text: str) -> list[dict[str, str]]:
    tags = re.findall(r"<img ([^>]*)>", text)
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in tags]


def things(text: str) -> dict[str, dict]:
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return {thing["@type"]: thing for thing in json.loads(data)["@graph"]}


@pytest.mark.parametrize("address", [PAGE, *LISTS])
def test_a_drawing_stands_where_there_is_no_picture(client, medicine, address):
    a_picture(medicine, made=False)

    text = text_of(client, address)

    assert images(text) == []
    assert text.count('<use href="#i-a-pill"/>') == 1


@pytest.mark.parametrize("address", LISTS)
def test_a_list_shows_the_first_picture_beside_the_name(client, medicine, address):
    a_picture(medicine, "The box")
    first = a_picture(medicine, "The tablet")
    move_earlier(first)

    text = text_of(client, address)

    [image] = images(text)
    assert image == {
        "src": f"/media/{first.address}-96.webp",
        "srcset": f"/media/{first.address}-96.webp 96w, /media/{first.address}-192.webp 192w",
        "sizes": "3.25rem",
        "width": "96",
        "height": "96",
        "alt": "",
        "loading": "lazy",
        "decoding": "async",
    }
    assert '<use href="#i-a-pill"/>' not in text


def test_the_page_shows_every_picture_and_says_what_is_seen(client, medicine):
    first, second = a_picture(medicine, ALT), a_picture(medicine, 'The box, "10 mg" <on it>')

    text = text_of(client, PAGE)

    assert [image["alt"] for image in images(text)] == [
        ALT,
        ALT,
        "The box, &quot;10 mg&quot; &lt;on it&gt;",
    ]
    assert [image["src"] for image in images(text)] == [
        f"/media/{picture.address}-192.webp" for picture in (first, first, second)
    ]
    assert text.count(f'href="/media/{second.address}-768.webp"') == 1
    assert all(image["width"] == image["height"] for image in images(text))


def test_what_a_page_shows_opens(client, medicine):
    a_picture(medicine)
    text = text_of(client, PAGE)

    urls = set(re.findall(r"/media/[^\s\"]+", text))

    assert len(urls) == 3
    assert {client.get(url).status_code for url in urls} == {200}


def test_search_engines_and_previews_are_given_the_large_ones(client, medicine, settings):
    settings.SITE_URL = "https://shop.example"
    pictures = [a_picture(medicine), a_picture(medicine, "The box")]
    large = [f"https://shop.example/media/{one.address}-768.webp" for one in pictures]

    text = text_of(client, PAGE)

    assert things(text)["Drug"]["image"] == large
    assert things(text)["Product"]["image"] == large
    assert f'<meta property="og:image" content="{large[0]}">' in text
    assert f'<meta property="og:image:alt" content="{ALT}">' in text


def test_nobody_is_given_a_picture_there_is_not(client, medicine):
    text = text_of(client, PAGE)

    assert "image" not in things(text)["Drug"] | things(text)["Product"]
    assert "og:image" not in text


@pytest.mark.parametrize("pictures", [0, 1, 6])
def test_the_medicine_page_asks_no_more_for_pictures(
    client, medicine, django_assert_num_queries, pictures
):
    for number in range(pictures):
        a_picture(medicine, f"Tablet {number}")

    with django_assert_num_queries(4):
        text = text_of(client, PAGE)
    assert len(images(text)) == (pictures and pictures + 1)


@pytest.mark.parametrize(
    ("address", "queries"), [("/medicines/", 7), ("/categories/muscle-relaxants/", 6)]
)
@pytest.mark.parametrize("medicines", [1, 8])
def test_a_list_asks_no_more_for_pictures(
    client, django_assert_num_queries, medicines, address, queries
):
    category = a_category("Muscle relaxants")
    for _ in range(medicines):
        one = a_medicine(category=category)
        for _ in range(2):
            a_picture(one)

    with django_assert_num_queries(queries):
        text = text_of(client, address)
    assert len(images(text)) == medicines
