"""Outside a demo shoppers see no prescription-only text that no pharmacist stands for."""

import pytest

from catalog.models import Product
from tests.catalog.leaflets.papers import stand_for
from tests.factories import a_category, a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(settings):
    settings.SHOP_MODE, settings.LIVE = "live", True


def names(client, address) -> list[str]:
    return [row.medicine.name for row in client.get(address).context["page"].rows]


@pytest.mark.usefixtures("live")
def test_an_unreviewed_prescription_only_text_is_nowhere_on_the_site(client, medicine):
    medicine.categories.add(a_category("Muscle relaxants"))
    places = ["/medicines/", "/search/?q=baclofen", "/categories/muscle-relaxants/"]

    assert client.get("/medicines/baclofen/").status_code == 404
    assert [names(client, place) for place in places] == [[], [], []]

    stand_for(medicine)

    assert client.get("/medicines/baclofen/").status_code == 200
    assert [names(client, place) for place in places] == [["Baclofen"]] * 3


@pytest.mark.usefixtures("live")
def test_a_text_that_changes_leaves_the_site_until_it_is_reviewed_again(client, medicine):
    stand_for(medicine)

    medicine.sections.filter(kind="storage").update(body="Another.")
    assert client.get("/medicines/baclofen/").status_code == 404

    stand_for(medicine)
    assert client.get("/medicines/baclofen/").status_code == 200


@pytest.mark.parametrize("is_demo_medicine", [True, False])
def test_what_the_demos_people_stood_for_counts_in_a_demo_only(
    client, settings, medicine, is_demo_medicine
):
    Product.objects.filter(pk=medicine.pk).update(is_demo=is_demo_medicine)
    stand_for(medicine)
    assert client.get("/medicines/baclofen/").context["page"].monograph.review

    settings.LIVE = True

    assert client.get("/medicines/baclofen/").status_code == 404


def test_a_demo_shows_what_nobody_has_reviewed(client, medicine):
    assert client.get("/medicines/baclofen/").status_code == 200


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    ("of_medicine", "of_pack", "status"),
    [
        ("GSL", "", 200),
        ("P", "", 200),
        ("POM", "", 404),
        ("CD", "", 404),
        ("GSL", "P", 200),
        ("GSL", "POM", 404),
        ("P", "CD", 404),
    ],
)
def test_the_strictest_pack_decides_whether_a_text_is_reviewed(
    client, of_medicine, of_pack, status
):
    dosage = a_dosage(a_medicine("Paracetamol", legal_class=of_medicine))
    a_pack(dosage, 16)
    a_pack(dosage, 100, legal_class=of_pack)

    assert client.get("/medicines/paracetamol/").status_code == status


@pytest.mark.usefixtures("live")
def test_what_stands_beside_an_unreviewed_text_is_shown(client, medicine):
    a_pack(a_dosage(a_medicine("Aspirin", legal_class="GSL")))
    assert names(client, "/medicines/") == ["Aspirin"]


@pytest.mark.usefixtures("live")
def test_a_review_puts_nothing_on_the_site_that_staff_have_hidden(client, medicine):
    Product.objects.filter(pk=medicine.pk).update(is_public=False)
    stand_for(medicine)
    assert client.get("/medicines/baclofen/").status_code == 404


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(("medicines", "dosages"), [(1, 1), (8, 3)])
def test_a_live_shop_asks_the_database_no_more_often(
    client, django_assert_num_queries, medicines, dosages
):
    for _ in range(medicines):
        medicine = a_medicine()
        for number in range(dosages):
            a_pack(a_dosage(medicine, f"{number + 1}mg"))
        stand_for(medicine)

    for address, queries in (("/medicines/", 7), (medicine.get_absolute_url(), 4)):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
