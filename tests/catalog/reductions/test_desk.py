"""Staff's page of price reductions: who may use it, what it takes and what it says."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.partner.models import StockRecord
from catalog.reductions.models import Reduction
from tests.catalog.admin.conftest import staff
from tests.catalog.reductions.past import as_if_saved, lowered, reduced, was_asked
from tests.checkout.pages import text_of
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIKE = "Enter a day and a time, like 2027-03-31 18:00."
GONE = "What you chose is not there any more: choose again."


def url_of(medicine, deed: str = "") -> str:
    return reverse(f"admin:catalogue_medicine_reductions{deed}", args=[medicine.pk])


def typed(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def announce(client, medicine, **values):
    filled_in = {"begins_at": "", "ends_at": typed(timezone.now() + DAY)} | values
    return client.post(url_of(medicine, "_announce"), filled_in, follow=True)


def said_beside(client_answer, pack) -> str:
    choices = client_answer.context["choices"]
    return next(
        one.problem for dosage in choices for one in dosage.packs if one.pack.pack_id == pack.pk
    )


@pytest.mark.parametrize("who", ["price_editor", "pharmacist"])
def test_a_pack_is_announced_and_listed(request, who, medicine, pack):
    client = request.getfixturevalue(who)

    page = text_of(announce(client, medicine, packs=[pack.pk]))

    assert "Announced: a reduction of one pack." in page
    assert "10 mg, 90 pills" in page
    assert "Priya Nair Shown $68.00 instead of $72.00." in page
    assert pack.reductions.get().announced_by == client.user


def test_all_packs_of_a_dosage_are_announced_at_once(price_editor, medicine):
    dosage = medicine.dosages.get(label="25mg")
    for pack in dosage.packs.all():
        lowered(pack, before="999.00")

    answer = announce(price_editor, medicine, dosages=[dosage.pk])

    assert "Announced: reductions of 6 packs." in text_of(answer)
    assert Reduction.objects.count() == 6


def test_what_is_not_lower_is_refused_beside_its_pack(price_editor, medicine, pack):
    dear = pack.dosage.packs.get(units=60)
    was_asked(dear, "52.00", days_ago=40)

    answer = announce(price_editor, medicine, packs=[pack.pk, dear.pk])

    assert answer.status_code == 422
    assert "Nothing is announced: see what stands beside the packs." in text_of(answer)
    assert said_beside(answer, pack) == ""
    assert "lower it first, and announce that within a day." in said_beside(answer, dear)
    page = answer.content.decode()
    assert page.count(" checked") == 2
    assert f'aria-describedby="pack-{dear.pk}_error"' in page
    assert not Reduction.objects.exists()


def moment(**apart) -> str:
    return typed(timezone.now() + timedelta(**apart))


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"packs": []}, "packs", "Choose the packs."),
        ({"packs": ["0"]}, "packs", GONE),
        ({"packs": ["x\0"]}, "packs", GONE),
        ({"begins_at": "soon"}, "begins_at", LIKE),
        ({"begins_at": moment(days=-1)}, "begins_at", "Enter a moment ahead, or leave it empty"),
        ({"begins_at": "9999-12-31T23:59"}, "begins_at", "Enter a moment within a year."),
        ({"ends_at": ""}, "ends_at", LIKE),
        ({"ends_at": moment(days=-1)}, "ends_at", "Enter a moment after the reduction has begun."),
        ({"ends_at": moment(days=31)}, "ends_at", "Enter a moment at most 30 days after"),
        ({"ends_at": "0001-01-01T00:00"}, "ends_at", "Enter a moment after the reduction"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(price_editor, medicine, pack, values, field, said):
    answer = announce(price_editor, medicine, **{"packs": [pack.pk]} | values)

    assert answer.status_code == 422
    [[words]] = answer.context["form"].errors.values()
    assert list(answer.context["form"].errors) == [field]
    assert words.startswith(said)
    assert words in text_of(answer)
    assert not Reduction.objects.exists()


def test_moments_are_typed_in_the_shops_time_zone(price_editor, medicine, pack, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    day = (timezone.localtime() + 2 * DAY).date()

    announce(
        price_editor, medicine, packs=[pack.pk], begins_at=f"{day}T09:00", ends_at=f"{day}T18:30"
    )

    one = pack.reductions.get()
    berlin = ZoneInfo("Europe/Berlin")
    assert one.begins_at == datetime(day.year, day.month, day.day, 9, tzinfo=berlin)
    assert one.ends_at.astimezone(berlin).hour == 18
    assert "Time zone: Europe/Berlin." in text_of(price_editor.get(url_of(medicine)))


def standing(client, medicine) -> str:
    [row] = client.get(url_of(medicine)).context["reductions"]
    return f"{row.standing} {row.why} {row.button}"


def test_staff_see_why_shoppers_are_shown_nothing(price_editor, medicine, pack):
    reduced(pack)
    assert "Shown" in standing(price_editor, medicine)

    StockRecord.objects.filter(product=pack).update(price="75.00")
    as_if_saved()

    said = standing(price_editor, medicine)
    assert "Not shown" in said
    assert "$75.00 is not below $68.00, the lowest price of the 30 days before it." in said


def test_staff_see_what_is_ahead_and_take_it_back(price_editor, medicine, pack):
    announce(
        price_editor, medicine, packs=[pack.pk], begins_at=moment(hours=2), ends_at=moment(hours=9)
    )
    assert "Lower the price then" in standing(price_editor, medicine)
    assert "Take back" in standing(price_editor, medicine)

    price_editor.post(url_of(pack.reductions.get(), "_end"))

    assert not pack.reductions.exists()


def test_a_reduction_is_ended_once(price_editor, medicine, pack):
    end = url_of(reduced(pack), "_end")

    assert "Ended." in text_of(price_editor.post(end, follow=True))

    assert "Over" in standing(price_editor, medicine)
    assert "Ended early by Priya Nair." in standing(price_editor, medicine)
    assert "over already" in text_of(price_editor.post(end, follow=True))


@pytest.mark.parametrize("group", ["Support", "Dispenser"])
def test_who_may_not_announce_finds_none_of_it(medicine, pack, group):
    client, one = staff(group), reduced(pack)

    assert client.get(url_of(medicine)).status_code == 403
    assert announce(client, medicine, packs=[pack.pk]).status_code == 403
    assert client.post(url_of(one, "_end")).status_code == 403
    one.refresh_from_db()
    assert one.ended_by is None


def test_reductions_are_announced_and_ended_by_post(price_editor, medicine, pack):
    assert price_editor.get(url_of(medicine, "_announce")).status_code == 405
    assert price_editor.get(url_of(reduced(pack), "_end")).status_code == 405


def test_the_way_there_is_shown_to_those_who_may_go_it(price_editor, medicine):
    change = reverse("admin:catalogue_medicine_change", args=[medicine.pk])
    dispenser = staff("Support")
    dispenser.user.user_permissions.add(
        *price_editor.user.groups.get().permissions.filter(codename="change_pack")
    )

    assert url_of(medicine) in price_editor.get(change).content.decode()
    assert url_of(medicine) not in dispenser.get(change).content.decode()


@pytest.mark.parametrize("pk", [0, 999_999])
def test_there_are_none_of_no_medicine(price_editor, pk):
    address = reverse("admin:catalogue_medicine_reductions", args=[pk])
    assert price_editor.get(address).status_code == 404
    ending = reverse("admin:catalogue_medicine_reductions_end", args=[pk])
    assert price_editor.post(ending).status_code == 404


def test_a_medicine_without_packs_has_its_page(price_editor):
    assert "Add a dosage with a pack first." in text_of(price_editor.get(url_of(a_medicine())))


@pytest.mark.parametrize(("dosages", "packs"), [(1, 1), (4, 6)])
def test_the_page_asks_the_database_the_same_at_any_size(
    price_editor, django_assert_num_queries, dosages, packs
):
    medicine = a_medicine()
    for number in range(dosages):
        dosage = a_dosage(medicine, f"{number + 1}mg")
        for size in range(packs):
            reduced(a_pack(dosage, 30 * (size + 1), "20.00"))

    with django_assert_num_queries(8):
        assert price_editor.get(url_of(medicine)).status_code == 200
