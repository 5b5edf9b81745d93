"""What a filter lets stay, and how many each choice would show: against counting one by one."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from catalog.filters import Filter, Group, Prescription, counted

FORMS = ["Tablets", "Capsules", "Cream"]
PRICES = [None, *map(Decimal, ["0.052", "0.61", "0.62", "24.50"])]
groups = st.lists(
    st.builds(
        Group,
        form=st.sampled_from(["", *FORMS]),
        needs_prescription=st.booleans(),
        unit_price=st.sampled_from(PRICES),
        in_stock=st.booleans(),
        medicines=st.integers(1, 9),
    ),
    max_size=12,
)
filters = st.builds(
    Filter,
    forms=st.frozensets(st.sampled_from(FORMS)),
    prescription=st.frozensets(st.sampled_from(Prescription.values)),
    in_stock=st.booleans(),
    least=st.sampled_from(PRICES),
    most=st.sampled_from(PRICES),
)


def stays(group: Group, chosen: Filter) -> bool:
    """The same said otherwise: one medicine against one filter."""
    if chosen.forms and group.form not in chosen.forms:
        return False
    if len(chosen.prescription) == 1:
        [wanted] = chosen.prescription
        if group.needs_prescription != (wanted == "needed"):
            return False
    if chosen.in_stock and not group.in_stock:
        return False
    bounded = chosen.least is not None or chosen.most is not None
    if bounded and group.unit_price is None:
        return False
    low, high = chosen.least or Decimal(0), chosen.most or Decimal("Infinity")
    return not bounded or low <= group.unit_price <= high


def number(groups, chosen):
    return sum(group.medicines for group in groups if stays(group, chosen))


@given(groups, filters)
def test_as_many_stay_as_stay_one_by_one(groups, chosen):
    counts = counted(groups, chosen)
    assert counts.staying == number(groups, chosen)
    assert counts.medicines == number(groups, Filter())


@given(groups, filters)
def test_the_count_at_a_choice_is_what_it_alone_of_its_kind_would_show(groups, chosen):
    counts = counted(groups, chosen)
    for form, shown in counts.forms.items():
        alone = Filter(
            frozenset([form]), chosen.prescription, chosen.in_stock, chosen.least, chosen.most
        )
        assert shown == number(groups, alone)
    for choice, shown in counts.prescription.items():
        alone = Filter(
            chosen.forms, frozenset([choice]), chosen.in_stock, chosen.least, chosen.most
        )
        assert shown == number(groups, alone)
    in_stock = Filter(chosen.forms, chosen.prescription, True, chosen.least, chosen.most)
    assert counts.in_stock == number(groups, in_stock)


@given(groups, filters, filters)
def test_the_forms_keep_their_order_whatever_is_chosen(groups, one, other):
    assert list(counted(groups, one).forms) == list(counted(groups, other).forms)


def test_a_medicine_without_a_form_is_counted_and_offered_as_no_choice():
    counts = counted([Group("", True, None, True, 3)], Filter())
    assert (counts.medicines, counts.staying, dict(counts.forms)) == (3, 3, {})
