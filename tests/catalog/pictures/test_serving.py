"""What is made of a picture lies at its address for ever, and nothing else does."""

import pytest

from catalog.pictures.actions import remove_picture
from catalog.pictures.limits import WIDTHS
from catalog.pictures.links import picture_address
from catalog.pictures.models import Picture
from tests.catalog.pictures.drawn import a_photo, a_picture
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db


def url_of(picture: Picture, width: int = 384) -> str:
    return f"/media/{picture.address}-{width}.webp"


def test_an_address_names_medicine_and_content():
    one, other = (picture_address("baclofen", [content]) for content in (b"one", b"other"))

    assert one != other
    assert one == picture_address("baclofen", [b"one"])
    assert one.startswith("baclofen-")
    assert len(one) == len("baclofen-0123456789ab")


@pytest.mark.parametrize("width", WIDTHS)
def test_each_size_opens_and_is_kept_for_ever(client, medicine, width):
    picture = a_picture(medicine)

    response = client.get(url_of(picture, width))

    assert response.content == bytes(picture.sizes.get(width=width).content)
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_picture_is_not_compressed_once_more(client, medicine):
    compressed = {"Accept-Encoding": "gzip"}
    assert "Content-Encoding" not in client.get(url_of(a_picture(medicine)), headers=compressed)
    assert client.get("/", headers=compressed)["Content-Encoding"] == "gzip"


def test_its_address_opens_the_same_whatever_becomes_of_the_medicine(client, medicine):
    picture = a_picture(medicine)
    medicine.slug, medicine.is_public = "renamed", False
    medicine.save()

    assert client.get(url_of(picture)).status_code == 200
    remove_picture(picture)
    assert client.get(url_of(picture)).status_code == 404


def test_two_medicines_with_one_picture_have_addresses_of_their_own(client, medicine):
    mine, theirs = (
        a_picture(one, content=a_photo()) for one in (medicine, a_medicine("Tizanidine"))
    )

    assert mine.address != theirs.address
    remove_picture(mine)
    assert client.get(url_of(theirs)).status_code == 200


NOTHING_THERE = [
    "",
    "{address}.webp",
    "{address}-.webp",
    "{address}-0.webp",
    "{address}-97.webp",
    "{address}-2304.webp",
    "{address}--384.webp",
    "{address}-384.jpg",
    "{address}-384.webp/",
    "{address}-99999999999999999999999999.webp",
    "{address}-384.webp.py",
    "x-384.webp",
    "-384.webp",
    "{address}-384.webp%00",
    "../manage.py",
    "..%2fmanage.py",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "private/",
]


def test_nothing_else_is_to_be_had(client, medicine):
    address = a_picture(medicine).address

    answers = {path: client.get("/media/" + path.format(address=address)) for path in NOTHING_THERE}

    found = {
        path: (answer.status_code, "original" in answer.text) for path, answer in answers.items()
    }
    assert found == dict.fromkeys(NOTHING_THERE, (404, False))


def test_what_has_no_sizes_yet_has_no_address(client, medicine):
    a_picture(medicine, made=False)

    assert client.get("/media/-384.webp").status_code == 404


def test_a_picture_is_only_read(client, medicine):
    url = url_of(a_picture(medicine))

    assert client.post(url).status_code == 405
    assert client.head(url).status_code == 200


@pytest.mark.parametrize("pictures", [1, 5])
def test_a_picture_costs_one_look(client, medicine, django_assert_num_queries, pictures):
    for _ in range(pictures):
        picture = a_picture(medicine)

    with django_assert_num_queries(1):
        client.get(url_of(picture))
