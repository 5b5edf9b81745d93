"""The database itself refuses what must never be; each row here breaks exactly one constraint."""

import pytest
from django.db import IntegrityError

from catalog.substances.models import Interaction, Substance
from catalog.substances.sizes import COUNTED
from catalog.units import Unit
from tests.catalog.test_constraints import assert_only, change, check_deferred_constraints, written
from tests.factories import a_dosage, a_medicine, a_pack, a_substance, an_interaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def caffeine():
    return a_substance("caffeine")


@pytest.fixture
def large_pack(caffeine):
    """100 pills on general sale, of a substance that knows no sizes yet."""
    medicine = a_medicine(legal_class="GSL")
    caffeine.medicines.add(medicine)
    return a_pack(a_dosage(medicine), 100)


@pytest.mark.parametrize("name", ["Caffeine", " caffeine", "caffeine ", "caf  feine", ""])
def test_a_name_has_one_spelling(caffeine, name):
    assert_only("substance_has_one_spelling", lambda: change(caffeine, name=name))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("substance_sizes_ascend", {"general_sale_up_to": 33, "pharmacy_up_to": 32}),
        ("substance_sizes_are_at_least_one_unit", {"max_units_per_sale": 0}),
        ("group_has_no_sizes", {"is_group": True, "max_units_per_sale": 100}),
    ],
)
def test_sizes_make_sense(caffeine, constraint, values):
    assert_only(constraint, lambda: change(caffeine, **values))


def test_no_group_is_in_a_medicine(caffeine):
    group, medicine = Substance.objects.get(name="opioids"), a_medicine()
    assert_only("no_group_is_in_a_medicine", lambda: group.medicines.add(medicine))
    caffeine.medicines.add(medicine)
    assert_only("no_group_is_in_a_medicine", lambda: change(caffeine, is_group=True))


def test_a_substance_is_of_medicines_not_of_packs(caffeine):
    pack = a_pack()
    assert_only("substance_is_of_a_medicine", lambda: caffeine.medicines.add(pack))


def test_only_groups_have_members_and_none_is_a_member(caffeine):
    opioids, nitrates = Substance.objects.filter(name__in=["opioids", "nitrates"])
    assert_only("only_a_group_has_members", lambda: caffeine.members.add(a_substance("codeine")))
    assert_only("no_group_is_in_a_group", lambda: opioids.members.add(nitrates))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("interaction_severity_is_known", {"severity": "deadly"}),
        ("interaction_has_advice", {"advice": ""}),
    ],
)
def test_an_interaction_says_what_and_how_bad(constraint, values):
    pair = an_interaction("caffeine", "aspirin")
    assert_only(constraint, lambda: change(pair, **values))


def test_a_pair_is_two_substances_in_one_order_and_there_once():
    pair = an_interaction("caffeine", "aspirin")
    one_order = "interaction_is_of_two_in_one_order"
    assert_only(one_order, lambda: change(pair, b=pair.a))
    assert_only(one_order, lambda: change(pair, a=pair.b, b=pair.a))
    again = {"a": pair.a, "b": pair.b, "severity": "minor", "advice": "Again."}
    assert_only("interaction_of_a_pair_once", lambda: Interaction.objects.create(**again))


def refused_by_size(write):
    """Whether the pack is too lax for its size once all is written."""
    check_deferred_constraints()
    try:
        written(write)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name == "pack_is_classed_by_its_size"
    return False


@pytest.mark.parametrize("sizes", [{"general_sale_up_to": 99}, {"pharmacy_up_to": 99}])
def test_sizes_refuse_packs_that_are_too_lax(caffeine, large_pack, sizes):
    assert refused_by_size(lambda: change(caffeine, **sizes))


def test_a_size_that_is_just_reached_is_allowed(caffeine, large_pack):
    assert not refused_by_size(lambda: change(caffeine, general_sale_up_to=100, pharmacy_up_to=100))


def test_a_pack_a_link_and_a_medicine_are_judged_as_well(caffeine, large_pack):
    medicine = large_pack.parent
    change(large_pack, legal_class="POM")
    change(caffeine, pharmacy_up_to=32)
    assert not refused_by_size(lambda: change(large_pack, units=33))
    assert refused_by_size(lambda: change(large_pack, legal_class="P"))
    assert refused_by_size(lambda: a_pack(large_pack.dosage, 50))

    caffeine.medicines.clear()
    change(large_pack, legal_class="")
    assert refused_by_size(lambda: caffeine.medicines.add(medicine))

    change(medicine, legal_class="POM")
    caffeine.medicines.add(medicine)
    assert refused_by_size(lambda: change(medicine, legal_class="GSL"))


@pytest.mark.parametrize("unit", Unit)
def test_the_database_counts_the_units_the_rules_count(caffeine, large_pack, unit):
    change(large_pack.parent, unit=unit)
    assert refused_by_size(lambda: change(caffeine, pharmacy_up_to=32)) == (unit in COUNTED)
