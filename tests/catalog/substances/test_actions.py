"""What medicines contain, and what that makes of their packs."""

from decimal import Decimal

import pytest
from django.db import OperationalError, connection, transaction

from catalog.actions import (
    PackToSave,
    add_medicine,
    lock_medicine,
    save_medicine,
    save_price_table,
)
from catalog.demo.load import load_demo
from catalog.models import Product
from catalog.substances.actions import (
    class_packs,
    link_by_generic_name,
    save_interaction,
    save_substance,
)
from catalog.substances.models import Interaction, Substance
from tests.catalog.test_actions import at_once
from tests.factories import a_dosage, a_medicine, a_pack, a_substance

pytestmark = pytest.mark.django_db


def a_shelf(legal_class="GSL", unit="pill", sizes=(16, 32, 100)):
    """A medicine with a pack of each size, smallest first."""
    medicine = a_medicine(legal_class=legal_class, unit=unit, generic_name="acetaminophen")
    dosage = a_dosage(medicine)
    for units in sizes:
        a_pack(dosage, units)
    return medicine


def own_classes(medicine) -> list[str]:
    return list(medicine.children.order_by("units").values_list("legal_class", flat=True))


def paracetamol(**values) -> Substance:
    """As the law of the United Kingdom has it."""
    return a_substance("acetaminophen", **{"general_sale_up_to": 16, "pharmacy_up_to": 32} | values)


def contained(medicine) -> list[str]:
    return list(medicine.substances.values_list("name", flat=True))


class TestLinking:
    def test_a_new_medicine_contains_what_its_generic_name_lists(self):
        medicine = Product(
            title="Lotrel",
            slug="lotrel",
            unit="capsule",
            legal_class="POM",
            generic_name="amlodipine besylate and benazepril hydrochloride",
        )
        add_medicine(medicine)
        assert contained(medicine) == ["amlodipine", "benazepril"]

    def test_another_name_of_a_substance_is_that_substance(self):
        medicine = a_medicine(generic_name="paracetamol")
        link_by_generic_name([medicine])
        assert contained(medicine) == ["acetaminophen"]

    def test_a_new_generic_name_adds_and_takes_nothing_away(self):
        medicine = a_medicine()
        a_substance("caffeine", medicines=[medicine])
        medicine.generic_name = "aspirin"
        save_medicine(medicine, changed=["generic_name"])
        assert contained(medicine) == ["aspirin", "caffeine"]

    def test_no_medicine_contains_a_group(self):
        medicine = a_medicine(generic_name="nitrates and caffeine")
        link_by_generic_name([medicine])
        assert contained(medicine) == ["caffeine"]

    def test_linking_twice_changes_nothing(self):
        medicine = a_medicine(generic_name="baclofen")
        link_by_generic_name([medicine])
        link_by_generic_name([medicine])
        assert contained(medicine) == ["baclofen"]

    def test_the_demo_knows_what_all_its_medicines_contain(self):
        load_demo()
        assert not Product.objects.medicines().filter(substances__isnull=True).exists()
        sildenafil = Product.objects.medicines().get(slug="sildenafil")
        assert contained(sildenafil) == ["sildenafil"]


def test_a_new_pack_is_as_strict_as_its_size_demands():
    medicine = a_shelf(sizes=(16,))
    paracetamol().medicines.add(medicine)
    save_price_table(
        medicine.dosages.get(),
        [PackToSave(32, Decimal(3)), PackToSave(33, Decimal(4)), PackToSave(8, Decimal(1))],
    )
    assert own_classes(medicine) == ["", "", "P", "POM"]


def test_a_pack_that_grows_becomes_stricter():
    medicine = a_shelf(sizes=(16,))
    paracetamol().medicines.add(medicine)
    pack = medicine.children.get()
    save_price_table(medicine.dosages.get(), [PackToSave(100, Decimal(9), pack_id=pack.pk)])
    assert own_classes(medicine) == ["POM"]


def test_staff_may_be_stricter_than_the_law_and_not_laxer():
    medicine = a_shelf(sizes=())
    paracetamol().medicines.add(medicine)
    save_price_table(
        medicine.dosages.get(),
        [
            PackToSave(16, Decimal(3), legal_class="POM"),
            PackToSave(17, Decimal(4), legal_class="GSL"),
        ],
    )
    assert own_classes(medicine) == ["POM", "P"]


def test_new_sizes_class_the_packs_that_are_there():
    medicine, other = a_shelf(), a_shelf(sizes=(100,))
    substance = paracetamol(general_sale_up_to=None, pharmacy_up_to=None)
    save_substance(substance, members=[], medicines=[medicine])
    assert own_classes(medicine) == ["", "", ""]

    substance.general_sale_up_to, substance.pharmacy_up_to = 16, 32
    save_substance(substance, members=[], medicines=[medicine, other])

    assert own_classes(medicine) == ["", "P", "POM"]
    assert own_classes(other) == ["POM"]


def test_laxer_sizes_leave_classes_to_staff():
    medicine = a_shelf()
    substance = paracetamol()
    save_substance(substance, members=[], medicines=[medicine])
    substance.general_sale_up_to = substance.pharmacy_up_to = None
    save_substance(substance, members=[], medicines=[medicine])
    assert own_classes(medicine) == ["", "P", "POM"]


def test_a_linked_medicine_is_classed_at_once():
    paracetamol()
    medicine = a_shelf()
    link_by_generic_name([medicine])
    assert own_classes(medicine) == ["", "P", "POM"]


def test_a_medicine_that_becomes_laxer_keeps_its_large_packs_strict():
    medicine = a_shelf("POM")
    paracetamol().medicines.add(medicine)
    medicine.legal_class = "GSL"
    save_medicine(medicine, changed=["legal_class"])
    assert own_classes(medicine) == ["", "P", "POM"]


def test_the_law_counts_no_bottles():
    medicine = a_shelf(unit="bottle")
    save_substance(paracetamol(), members=[], medicines=[medicine])
    assert own_classes(medicine) == ["", "", ""]
    medicine.unit = "tablet"
    save_medicine(medicine, changed=["unit"])
    assert own_classes(medicine) == ["", "P", "POM"]


def test_a_second_substance_without_sizes_hides_nothing():
    medicine = a_shelf(sizes=(100,))
    a_substance("caffeine", medicines=[medicine])
    save_substance(paracetamol(), members=[], medicines=[medicine])
    assert own_classes(medicine) == ["POM"]


def test_packs_that_are_strict_enough_cost_one_query(django_assert_num_queries):
    medicines = [a_shelf("POM") for _ in range(3)]
    paracetamol().medicines.add(*medicines)
    with django_assert_num_queries(1):
        class_packs([medicine.pk for medicine in medicines])


def test_packs_in_a_us_demo_keep_the_classes_they_are_given():
    load_demo()
    packs = Product.objects.packs().filter(parent__slug="acetaminophen", units__lt=100)
    assert set(packs.values_list("legal_class", flat=True)) == {""}


@pytest.mark.django_db(transaction=True)
def test_new_sizes_wait_for_whoever_changes_a_medicines_packs():
    """Or the packs being saved would be classed by the old ones."""
    medicine, substance = a_shelf(sizes=()), paracetamol()

    def set_sizes():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        save_substance(substance, members=[], medicines=[medicine])

    with transaction.atomic():
        lock_medicine(medicine.pk)
        [outcome] = at_once(set_sizes)
    assert isinstance(outcome, OperationalError)
    assert at_once(set_sizes) == [None]


def test_a_pair_is_kept_in_one_order_whichever_way_it_is_given():
    older, newer = a_substance("aspirin"), a_substance("caffeine")
    save_interaction(Interaction(a=newer, b=older, severity="minor", advice="Less sleep."))
    pair = Interaction.objects.get(advice="Less sleep.")
    assert pair.a_id < pair.b_id
    assert str(pair) == "aspirin + caffeine"
