"""Staff's page of a medicine's pictures: who may do what there, and what it says."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from catalog.pictures.limits import MEGABYTE, MOST_BYTES, MOST_PICTURES
from catalog.pictures.models import Picture
from catalog.uploads import left_out
from pharmacy.history.models import EVENTS
from tests.catalog.admin.conftest import staff
from tests.catalog.pictures.drawn import ALT, a_broken_picture, a_photo, a_picture, make_all
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db


def url_of(medicine, deed: str = "pictures") -> str:
    return reverse(f"admin:catalogue_medicine_{deed}", args=[medicine.pk])


def words(response) -> str:
    return " ".join(response.content.decode().split())


def open_pictures(client, medicine) -> str:
    response = client.get(url_of(medicine))
    assert response.status_code == 200
    return words(response)


def upload(client, medicine, content: bytes | None = None, *, alt=ALT, name="tablet.jpg"):
    content = a_photo() if content is None else content
    typed = {"alt": alt, "file": SimpleUploadedFile(name, content, "image/jpeg")}
    return client.post(url_of(medicine, "add_picture"), typed, follow=True)


def press(client, picture, deed: str, **typed):
    url = reverse(f"admin:catalogue_picture_{deed}", args=[picture.pk])
    return client.post(url, {f"{picture.pk}-{name}": value for name, value in typed.items()})


def alts(medicine) -> list[str]:
    return list(medicine.pictures.values_list("alt", flat=True))


def test_a_picture_is_uploaded_made_and_shown(pharmacist, medicine):
    assert "None yet: a drawing of its form stands in its place." in open_pictures(
        pharmacist, medicine
    )

    answer = upload(pharmacist, medicine)
    assert answer.status_code == 200
    assert f"Picture added: {ALT}" in words(answer)
    assert "Its sizes are being made." in words(answer)

    make_all()
    picture = Picture.objects.get()
    page = open_pictures(pharmacist, medicine)
    assert f'href="/media/{picture.address}-768.webp"' in page
    assert f'alt="{ALT}"' in page
    assert "Priya Nair" in page
    assert (picture.added_by, picture.medicine_id) == (pharmacist.user, medicine.pk)


def test_pictures_are_described_moved_and_removed(pharmacist, medicine):
    tablet, box = a_picture(medicine, "The tablet"), a_picture(medicine, "The box")

    assert press(pharmacist, box, "move").status_code == 302
    assert alts(medicine) == ["The box", "The tablet"]
    press(pharmacist, tablet, "describe", alt=" White tablet ")
    assert alts(medicine) == ["The box", "White tablet"]
    press(pharmacist, box, "remove")
    assert alts(medicine) == ["White tablet"]
    assert press(pharmacist, box, "remove").status_code == 404


def test_what_was_done_stands_in_the_histories(pharmacist, medicine):
    upload(pharmacist, medicine)
    picture = Picture.objects.get()
    press(pharmacist, picture, "describe", alt="The box")
    press(pharmacist, picture, "move")  # the first stays the first
    press(pharmacist, picture, "remove")

    said = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert list(said) == [
        f"Picture added: {ALT}",
        "Picture described: The box",
        "Picture removed: The box",
    ]
    page = words(pharmacist.get(url_of(medicine, "history")))
    assert "Picture removed: The box" in page
    events = EVENTS["picture"].objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "medicine", "alt")) == [
        ("insert", medicine.pk, ALT),
        ("update", medicine.pk, "The box"),
        ("delete", medicine.pk, "The box"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty: choose another."),
        (b"<svg/>", "This is no JPEG, PNG or WebP picture"),
        (a_photo()[:5000], "This picture is damaged or not whole"),
        (a_photo(200, 200), "It is too small to show"),
    ],
)
def test_what_is_no_picture_is_said_at_its_field(pharmacist, medicine, content, said):
    answer = upload(pharmacist, medicine, content)

    assert answer.status_code == 422
    assert f'<p class="wrong" id="id_file_error">{said}' in words(answer)
    assert f'value="{ALT}"' in words(answer)
    assert not Picture.objects.exists()


def test_a_picture_of_15_megabytes_is_taken(pharmacist, medicine):
    photo = a_photo()

    answer = upload(pharmacist, medicine, photo + bytes(MOST_BYTES - len(photo)))

    assert f"Picture added: {ALT}" in words(answer)


@pytest.mark.parametrize("more", [1, MEGABYTE])
def test_a_larger_one_is_let_go_while_it_comes(pharmacist, medicine, monkeypatch, more):
    monkeypatch.setattr("catalog.pictures.forms.looked_at", pytest.fail)

    answer = upload(pharmacist, medicine, a_photo() + bytes(MOST_BYTES + more))

    assert answer.status_code == 422
    assert '<p class="wrong" id="id_file_error">Use a picture of at most 15 MB.' in words(answer)
    assert not answer.wsgi_request.FILES


def test_other_pages_take_no_larger_files_than_before(pharmacist, medicine):
    """As much as a leaflet's page: its own limit is told, the rest of a larger file is let go."""
    url = reverse("admin:catalogue_dosage_leaflet", args=[medicine.dosages.first().pk])
    file = SimpleUploadedFile("large.pdf", b"%PDF-" + bytes(11 * MEGABYTE))

    answer = pharmacist.post(url, {f"{medicine.dosages.first().pk}-file": file})

    assert left_out(answer.wsgi_request) == ["large.pdf"]


def test_no_file_is_asked_for(pharmacist, medicine):
    answer = pharmacist.post(url_of(medicine, "add_picture"), {"alt": ALT})

    assert '<p class="wrong" id="id_file_error">Choose a picture.' in words(answer)


@pytest.mark.parametrize(
    ("alt", "said"),
    [
        ("", "Say what is seen: some hear it read aloud."),
        ("   ", "Say what is seen: some hear it read aloud."),
        ("Image of a tablet", "Begin with what is seen: leave out “Image of”."),
        ("a photo showing the box", "Begin with what is seen: leave out “a photo showing”."),
        ("x" * 161, "at most 160 characters"),
    ],
)
def test_what_is_seen_has_to_be_said(pharmacist, medicine, alt, said):
    picture = a_picture(medicine)

    added = upload(pharmacist, medicine, alt=alt)
    described = press(pharmacist, picture, "describe", alt=alt)

    assert (added.status_code, described.status_code) == (422, 422)
    assert said in words(added)
    assert said in words(described)
    assert alts(medicine) == [ALT]


def test_what_does_not_fit_any_more_is_said_at_the_field(pharmacist, medicine):
    for number in range(MOST_PICTURES):
        a_picture(medicine, f"Tablet {number}", made=False)

    answer = upload(pharmacist, medicine)

    assert answer.status_code == 422
    assert "There are 6 pictures, and no more fit: remove one first." in words(answer)


def test_a_picture_that_cannot_be_read_is_told_to_staff(pharmacist, medicine):
    def tile():
        tiles = pharmacist.get("/admin/").context["tiles"]
        return next((tile for tile in tiles if "picture" in tile.words), None)

    a_picture(medicine)
    assert tile() is None
    a_broken_picture(medicine)
    make_all()

    assert (tile().figure, tile().state) == (1, "warn")
    listed = pharmacist.get(tile().url).context["cl"].result_list
    assert [one.title for one in listed] == ["Baclofen"]
    assert "It cannot be read. Remove it and upload it anew." in open_pictures(pharmacist, medicine)


def test_medicines_without_a_picture_are_found(pharmacist, medicine):
    a_picture(medicine)
    a_medicine("Tizanidine")

    found = pharmacist.get("/admin/catalogue/medicine/?picture=0").context["cl"].result_list

    assert [one.title for one in found] == ["Tizanidine"]


# --- Who ----------------------------------------------------------------------------------------


@pytest.fixture
def reader(db):
    may = Permission.objects.filter(codename="view_medicine")
    Group.objects.create(name="Reader").permissions.set(may)
    return staff("Reader")


def every_deed(client, medicine, picture) -> list[int]:
    deeds = [press(client, picture, deed, alt="Other") for deed in ("describe", "move", "remove")]
    return [answer.status_code for answer in (upload(client, medicine), *deeds)]


@pytest.mark.parametrize("group", ["Price editor", "Support", "Dispenser"])
def test_who_may_not_read_texts_finds_no_pictures(medicine, group):
    picture, client = a_picture(medicine), staff(group)

    assert client.get(url_of(medicine)).status_code == 403
    assert every_deed(client, medicine, picture) == [403] * 4
    assert alts(medicine) == [ALT]


def test_who_only_reads_changes_none(reader, medicine):
    picture = a_picture(medicine)
    page = open_pictures(reader, medicine)

    assert ALT in page
    assert "<form" not in page.partition('id="content"')[2]
    assert every_deed(reader, medicine, picture) == [403] * 4
    assert alts(medicine) == [ALT]


def test_the_way_to_the_pictures_is_shown_to_those_who_may_go_it(pharmacist, medicine):
    page = reverse("admin:catalogue_medicine_change", args=[medicine.pk])

    assert url_of(medicine) in words(pharmacist.get(page))
    assert url_of(medicine) not in words(staff("Price editor").get(page))


def test_a_deed_is_posted_from_our_own_page(pharmacist, medicine):
    picture = a_picture(medicine)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(pharmacist.user)

    assert every_deed(careful, medicine, picture) == [403] * 4
    url = reverse("admin:catalogue_picture_remove", args=[picture.pk])
    assert pharmacist.get(url).status_code == 405
    assert alts(medicine) == [ALT]


@pytest.mark.parametrize("path", ["0/pictures/", "999999/pictures/"])
def test_there_is_no_page_of_no_medicine(pharmacist, medicine, path):
    address = reverse("admin:catalogue_medicine_changelist") + path
    assert pharmacist.get(address).status_code == 404


def test_a_pack_has_no_pictures(pharmacist, medicine):
    pack = medicine.children.first()

    assert pharmacist.get(url_of(pack)).status_code == 404
    assert upload(pharmacist, pack).status_code == 404


@pytest.mark.parametrize("pictures", [0, 1, 6])
def test_the_page_asks_the_database_the_same_at_any_size(
    pharmacist, medicine, django_assert_num_queries, pictures
):
    for number in range(pictures):
        a_picture(medicine, f"Tablet {number}")

    with django_assert_num_queries(8):
        open_pictures(pharmacist, medicine)
