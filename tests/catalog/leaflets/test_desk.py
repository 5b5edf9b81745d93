"""Staff's page of what patients read: who may do what there, and what it says."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.leaflets.models import Leaflet, MonographReview
from catalog.models import Product
from tests.catalog.admin.conftest import staff
from tests.catalog.leaflets.papers import a_leaflet, a_pdf, stand_for
from tests.factories import a_dosage, a_medicine, a_pack
from tests.html_form import HtmlForm

pytestmark = pytest.mark.django_db


def url_of(medicine, deed: str = "text") -> str:
    return reverse(f"admin:catalogue_medicine_{deed}", args=[medicine.pk])


def open_text(client, medicine):
    response = client.get(url_of(medicine))
    assert response.status_code == 200
    return response


def words(response) -> str:
    return " ".join(response.content.decode().split())


def press_review(client, medicine, *, seen=None, registration="2000001"):
    """Open the page, or use the digest that was `seen` on it, and press the button."""
    digest = seen or open_text(client, medicine).context["page"].digest
    typed = {"digest": digest, "registration": registration}
    return client.post(url_of(medicine, "review"), typed, follow=True)


def upload(client, dosage, content: bytes, *, name="leaflet.pdf"):
    url = reverse("admin:catalogue_dosage_leaflet", args=[dosage.pk])
    file = SimpleUploadedFile(name, content, "application/pdf")
    return client.post(url, {f"{dosage.pk}-file": file}, follow=True)


def test_a_pharmacist_stands_for_the_text_that_was_shown(pharmacist, medicine):
    page = words(open_text(pharmacist, medicine))
    assert "For stiff muscles" in page
    assert "<h3>If you take too much</h3> <p>Call us.</p>" in page

    answer = words(press_review(pharmacist, medicine, registration=" 2000001 "))

    assert "Reviewed: your name stands beneath the text from now on." in answer
    review = MonographReview.objects.get()
    assert (review.by, review.medicine_id) == (pharmacist.user, medicine.pk)
    assert (review.name, review.registration) == ("Priya Nair", "2000001")
    assert "This text" in answer


def test_a_text_that_changed_since_it_was_shown_is_not_reviewed(pharmacist, medicine):
    seen = open_text(pharmacist, medicine).context["page"].digest
    medicine.sections.filter(kind="storage").update(body="Another.")

    answer = press_review(pharmacist, medicine, seen=seen)

    assert answer.status_code == 409
    assert "The text has changed since you opened it: read it again." in words(answer)
    assert "<p>Another.</p>" in words(answer)
    assert not MonographReview.objects.exists()


@pytest.mark.parametrize("seen", ["x", "f" * 64])
def test_a_text_there_never_was_is_not_reviewed(pharmacist, medicine, seen):
    assert press_review(pharmacist, medicine, seen=seen).status_code == 409
    assert not MonographReview.objects.exists()


def test_shoppers_read_under_which_registration(pharmacist, medicine):
    answer = press_review(pharmacist, medicine, registration=" ")

    assert answer.status_code == 422
    assert "Enter it: shoppers read it beside your name." in words(answer)
    assert not MonographReview.objects.exists()


def test_a_pharmacist_without_a_name_stands_for_nothing(pharmacist, medicine):
    pharmacist.user.first_name = pharmacist.user.last_name = ""
    pharmacist.user.save()

    answer = press_review(pharmacist, medicine)

    assert answer.status_code == 422
    assert "Your account has no name" in words(answer)
    assert not MonographReview.objects.exists()


def test_the_registration_of_last_time_stands_there_already(pharmacist, medicine):
    assert open_text(pharmacist, medicine).context["review_form"]["registration"].value() == ""
    stand_for(a_medicine("Aspirin"), by=pharmacist.user, registration="2000009")

    form = open_text(pharmacist, medicine).context["review_form"]
    assert form["registration"].value() == "2000009"


def test_the_page_tells_a_review_of_this_text_from_one_of_an_earlier(pharmacist, medicine):
    stand_for(medicine)
    assert "An earlier text" not in words(open_text(pharmacist, medicine))

    medicine.sections.filter(kind="storage").update(body="Another.")

    page = words(open_text(pharmacist, medicine))
    assert "An earlier text" in page
    assert "To review" in page


def test_a_leaflet_is_uploaded_and_replaced(pharmacist, medicine):
    dosage = medicine.dosages.first()

    answer = words(upload(pharmacist, dosage, a_pdf("Old.", pages=2)))
    assert "Shown from now on: the leaflet of Baclofen 10 mg." in answer
    assert "2 pages" in answer
    assert "Priya Nair" in answer

    upload(pharmacist, dosage, a_pdf("New."))
    assert "Baclofen 10 mg has this leaflet already." in words(
        upload(pharmacist, dosage, a_pdf("New."))
    )
    assert [one.uploaded_by for one in Leaflet.objects.all()] == [pharmacist.user] * 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty: choose another."),
        (b"Just words.", "This is no PDF: save the leaflet as a PDF and upload that."),
        (b"%PDF-" + b"x" * 5_242_880, "Use a file of at most 5 MB."),
    ],
)
def test_what_is_no_leaflet_is_said_at_its_field(pharmacist, medicine, content, said):
    dosage = medicine.dosages.last()

    answer = upload(pharmacist, dosage, content)

    assert answer.status_code == 422
    assert f'<p class="wrong" id="id_{dosage.pk}-file_error">{said}</p>' in words(answer)
    assert not Leaflet.objects.exists()


def test_a_file_that_is_too_large_is_not_even_read(pharmacist, medicine, monkeypatch):
    monkeypatch.setattr("catalog.leaflets.forms.looked_through", pytest.fail)
    upload(pharmacist, medicine.dosages.first(), b"%PDF-" + b"x" * 5_242_880)


def test_no_file_is_asked_for(pharmacist, medicine):
    url = reverse("admin:catalogue_dosage_leaflet", args=[medicine.dosages.first().pk])
    assert "Choose the leaflet" in words(pharmacist.post(url))


@pytest.mark.parametrize("group", ["Price editor", "Support"])
def test_who_may_not_read_texts_finds_none_of_it(medicine, group):
    client, dosage = staff(group), medicine.dosages.first()

    assert client.get(url_of(medicine)).status_code == 403
    assert client.post(url_of(medicine, "review"), {"digest": "f" * 64}).status_code == 403
    assert upload(client, dosage, a_pdf()).status_code == 403
    assert not MonographReview.objects.exists()
    assert not Leaflet.objects.exists()


def test_who_edits_texts_alone_stands_for_none_and_uploads_nothing(pharmacist, medicine):
    group = pharmacist.user.groups.get()
    seen = open_text(pharmacist, medicine).context["page"].digest
    group.permissions.remove(*group.permissions.filter(content_type__app_label="leaflets"))

    page = words(open_text(pharmacist, medicine))
    assert "I have read this text" not in page
    assert 'type="file"' not in page
    assert press_review(pharmacist, medicine, seen=seen).status_code == 403
    assert upload(pharmacist, medicine.dosages.first(), a_pdf()).status_code == 403
    assert not MonographReview.objects.exists()
    assert not Leaflet.objects.exists()


def test_a_review_is_posted(pharmacist, medicine):
    assert pharmacist.get(url_of(medicine, "review")).status_code == 405


@pytest.mark.parametrize("path", ["0/text/", "999999/text/"])
def test_there_is_no_text_of_no_medicine(pharmacist, medicine, path):
    address = reverse("admin:catalogue_medicine_changelist") + path
    assert pharmacist.get(address).status_code == 404


def test_a_pack_has_no_text(pharmacist, medicine):
    assert pharmacist.get(url_of(medicine.children.first())).status_code == 404


def test_a_medicine_without_text_and_dosage_has_its_page(pharmacist):
    assert "Add a dosage first." in words(open_text(pharmacist, a_medicine()))


@pytest.mark.parametrize(("dosages", "reviews"), [(1, 1), (6, 9)])
def test_the_page_asks_the_database_the_same_at_any_size(
    pharmacist, django_assert_num_queries, dosages, reviews
):
    medicine = a_medicine()
    for number in range(dosages):
        a_leaflet(a_dosage(medicine, f"{number + 1}mg"))
    for _ in range(reviews):
        stand_for(medicine)

    with django_assert_num_queries(12):
        open_text(pharmacist, medicine)


# --- What the medicine's own page, the list and Today say in a live shop ------------------------


@pytest.fixture
def live(settings):
    settings.SHOP_MODE, settings.LIVE = "live", True


def medicine_page(client, medicine) -> str:
    return words(client.get(reverse("admin:catalogue_medicine_change", args=[medicine.pk])))


@pytest.mark.usefixtures("live")
def test_whoever_saves_a_text_is_told_that_it_is_kept_back(pharmacist, medicine):
    stand_for(medicine)
    url = reverse("admin:catalogue_medicine_change", args=[medicine.pk])
    assert "Shoppers do not see this medicine" not in medicine_page(pharmacist, medicine)
    form = HtmlForm(pharmacist.get(url).content.decode(), "medicine_form")
    form["summary"] = "Another."

    answer = words(pharmacist.post(url, form.fields, follow=True))

    assert "Saved. Edited: Summary." in answer
    assert "Shoppers do not see this medicine" in answer
    assert "Read and review it" in answer
    assert "View on site" not in answer
    assert Product.objects.get(pk=medicine.pk).summary == "Another."


def test_what_was_reviewed_in_a_demo_is_to_be_reviewed_in_a_live_shop(
    pharmacist, medicine, settings
):
    press_review(pharmacist, medicine)
    settings.LIVE = True
    assert "To review" in words(open_text(pharmacist, medicine))

    page = words(press_review(pharmacist, medicine))

    assert "To review" not in page
    assert list(MonographReview.objects.values_list("is_demo", flat=True)) == [False, True]


@pytest.mark.usefixtures("live")
def test_a_pack_that_needs_a_prescription_keeps_its_medicine_back(owner):
    medicine = a_medicine(legal_class="GSL")
    a_pack(a_dosage(medicine), legal_class="POM")

    assert "Shoppers do not see this medicine" in medicine_page(owner, medicine)


def test_a_demo_keeps_nothing_back(pharmacist, medicine):
    assert "Shoppers do not see this medicine" not in medicine_page(pharmacist, medicine)
    assert "texts to review" not in words(pharmacist.get("/admin/"))


@pytest.mark.usefixtures("live")
def test_the_list_and_today_lead_to_what_waits_for_a_review(pharmacist, medicine):
    reviewed = a_medicine("Tizanidine")
    stand_for(reviewed)
    a_medicine("Hidden", is_public=False)

    today = pharmacist.get("/admin/").context["tiles"]
    tile = next(tile for tile in today if "to review" in tile.words)
    listed = pharmacist.get(tile.url)

    assert tile.figure == 1
    assert [one.title for one in listed.context["cl"].result_list] == ["Baclofen"]
    assert "Waits for a review" in words(listed)
    others = pharmacist.get("/admin/catalogue/medicine/?review=0").context["cl"].result_list
    assert [one.title for one in others] == ["Tizanidine"]


def test_the_way_to_the_texts_is_shown_to_those_who_may_go_it(pharmacist, price_editor, medicine):
    assert url_of(medicine) in medicine_page(pharmacist, medicine)
    assert url_of(medicine) not in medicine_page(price_editor, medicine)
