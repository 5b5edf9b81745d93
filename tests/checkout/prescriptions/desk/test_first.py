"""What a pharmacist has to look at first on a case, and what the same person had before."""

import pytest
from django.utils import timezone

from catalog.models import Product
from checkout.basket.cart_reads import read_cart
from checkout.order.models import Order
from checkout.prescriptions.deciding import LineDecision, decide
from checkout.prescriptions.models import Patient
from checkout.prescriptions.reads import buyer_of
from checkout.prescriptions.records import Outcome
from tests.checkout.prescriptions.deciding import approve, as_read, reject
from tests.checkout.prescriptions.desk.at_the_cases import (
    DAY,
    a_case,
    a_pack_of,
)
from tests.checkout.shopping import SAM_TELLS, Pharmacist, a_cart
from tests.factories import a_substance, a_user, an_interaction

pytestmark = pytest.mark.django_db


def test_age_and_limits_that_do_not_fit_are_said_first(desk):
    pack = a_pack_of()
    before = a_case({pack: 1}, placed=9 * DAY)
    approve(before, by=Pharmacist().user)
    order = a_case({pack: 2})
    type(pack.parent).objects.filter(pk=pack.parent_id).update(
        minimum_age=60, max_units_per_order=100, max_units_per_period=200, period_days=30
    )
    page = desk.look(order)
    for words in (
        "Look at this first Baclofen is for people of 60 years and over. The patient is 45.",
        "More Baclofen than one order may have. 180 pills were ordered; the limit is 100.",
        "More Baclofen than one patient may have in 30 days. 270 pills with earlier orders;"
        " the limit is 200.",
    ):
        assert words in page


def test_what_is_worse_stands_above_wherever_it_comes_from(desk):
    before = {"question_id": 1, "medicine": "Baclofen", "text": "Taken before?"}
    answer = {"short": "Taken before?", "answer": "no", "tells": True}
    order = a_case(other_medicines="Codeine at night", answers=[before | answer])
    an_interaction("baclofen", "codeine", "serious")
    a_substance("baclofen", medicines=[order.lines.get().product.parent])
    page = desk.look(order)
    assert 0 < page.index("Serious: baclofen with codeine.") < page.index("Taken before: no.")


def test_what_fits_is_not_mentioned_and_neither_are_orders_that_ended(desk):
    pack = a_pack_of()
    reject(a_case({pack: 1}, placed=9 * DAY), by=Pharmacist().user)
    order = a_case({pack: 1})
    type(pack.parent).objects.filter(pk=pack.parent_id).update(
        minimum_age=18, max_units_per_order=90, max_units_per_period=90, period_days=30
    )
    assert "Look at this first" not in desk.look(order)


def test_what_was_refunded_before_it_left_the_shelf_counts_no_more(desk):
    pack = a_pack_of()
    before = a_case({pack: 1}, placed=9 * DAY)
    approve(before, by=Pharmacist().user)
    order = a_case({pack: 1})
    type(pack.parent).objects.filter(pk=pack.parent_id).update(
        max_units_per_period=90, period_days=30
    )
    assert "than one patient may have" in desk.look(order)
    Order.objects.filter(pk=before.pk).update(status="refunded")
    assert "than one patient may have" not in desk.look(order)


@pytest.mark.parametrize("decided", ["asked", "one of two packs"])
def test_what_waits_for_the_patient_counts_in_full_as_it_does_at_the_cart(desk, decided):
    pack, other, by = a_pack_of(), a_pack_of("Tizanidine", 30, "30.00"), Pharmacist().user
    before = a_case({pack: 2, other: 1}, placed=9 * DAY)
    line, beside = before.lines.order_by("pk")
    about = {one.pk: LineDecision(Outcome.ASKED, reason="Since when?") for one in (line, beside)}
    if decided != "asked":
        about[line.pk] = LineDecision(Outcome.APPROVED, packs=1, verification="Rang the practice.")
    decide(before, about, read=as_read([line]), by=by, now=timezone.now())
    order = a_case({pack: 1})
    limit = {"max_units_per_period": 180, "period_days": 30}
    type(pack.parent).objects.filter(pk=pack.parent_id).update(**limit)
    assert "270 pills with earlier orders; the limit is 180." in desk.look(order)
    cart = read_cart(a_cart({pack: 1}))
    bought = buyer_of(SAM_TELLS, cart, today=timezone.localdate()).bought
    assert bought == {pack.parent_id: 270}


@pytest.mark.parametrize(
    ("ordered", "today", "told"),
    [
        ("POM", "CD", "It is controlled since it was ordered: reject it, or cancel"),
        ("P", "CD", "It is controlled since it was ordered: reject it, or cancel"),
        ("P", "POM", "Its class is stricter than when it was ordered. Today: Prescription needed."),
        ("POM", "P", ""),
        ("P", "P", ""),
    ],
)
def test_a_class_that_became_stricter_after_ordering_is_told_at_its_line(
    desk, ordered, today, told
):
    order = a_case({a_pack_of(legal_class=ordered): 1})
    Product.objects.filter(title="Baclofen").update(legal_class=today)
    page = desk.look(order)
    assert told in page
    assert ("class is stricter" in page or "is controlled" in page) == bool(told)
    may_approve = f'name="line-{order.lines.get().pk}-outcome" value="approved"'
    assert (may_approve in desk.html(order)) == (today != "CD")


def test_general_sale_that_became_stricter_is_told_too(desk):
    order = a_case({a_pack_of(): 1, a_pack_of("Tea", 20, "5.00", "1g", legal_class="GSL"): 2})
    Product.objects.filter(title="Tea").update(legal_class="P")
    assert (
        "General sale: nothing to decide. Its class is stricter than when it was ordered."
        " Today: Our pharmacist checks this." in desk.look(order)
    )


# --- before ---------------------------------------------------------------------------------------


def test_what_the_same_person_had_before_stands_there_with_who_decided(desk):
    pharmacist = Pharmacist().user
    pharmacist.first_name, pharmacist.last_name = "Kofi", "Osei"
    pharmacist.save()
    approve(a_case({a_pack_of(units=60): 1}, placed=99 * DAY), by=pharmacist)
    reject(a_case(placed=50 * DAY), by=pharmacist)
    a_case(placed=9 * DAY, name="Somebody Else", same_person="somebody else")
    page = desk.look(a_case()).partition("Before")[2].partition("Perhaps")[0]
    assert "Baclofen 10 mg × 60 Approved by Kofi Osei" in page
    assert "Baclofen 10 mg × 90 Rejected by Kofi Osei" in page
    assert page.count("Baclofen 10 mg ×") == 2
    assert "Baclofen 10 mg 0 of 60 pills left" in page


@pytest.mark.parametrize("same", ["e-mail", "account", "postcode", "nothing"])
def test_who_is_perhaps_the_same_person_under_another_name_is_shown_and_counts_nowhere(desk, same):
    pack = a_pack_of()
    type(pack.parent).objects.update(max_units_per_period=90, period_days=30)
    other = a_case({pack: 1}, placed=9 * DAY, name="Samuel Example", same_person="example samuel")
    order = a_case({pack: 1})
    Order.objects.filter(pk=other.pk).update(guest_email="else@example.com")
    to = {"postcode": "SW1A 1AA"}
    if same == "e-mail":
        Order.objects.filter(pk=other.pk).update(guest_email="SAM@example.com")
    elif same == "account":
        user = a_user("Sam@example.com")
        Order.objects.filter(pk=other.pk).update(guest_email="", user=user)
    elif same == "postcode":
        to = {"postcode": order.shipping_address.postcode}
    type(order.shipping_address).objects.filter(pk=other.shipping_address_id).update(**to)

    page = desk.look(order)
    said = "Perhaps the same person Same date of birth, and same e-mail or postcode"
    assert (said in page) == (same != "nothing")
    assert ("Samuel Example Baclofen 10 mg × 90 Awaiting the pharmacist" in page) == (said in page)
    assert "Same name and date of birth" not in page
    assert "than one patient may have" not in page
    Patient.objects.filter(order=other).update(born_on=timezone.localdate())
    assert said not in desk.look(order)


def test_a_prescription_that_is_used_again_is_copied_into_the_form(desk):
    before = a_case({a_pack_of(): 1}, placed=30 * DAY)
    form = desk.form(before).decide(0, "approved").copy()
    form.prescribed(0, 90, repeats=2, directions="One three times a day")
    desk.record(form)
    order = a_case(uses_again=before.patient.prescriptions.get(), way="again")
    assert "The prescription says 90 pills, 2 repeats. It fits what was ordered." in desk.look(
        order
    )
    form = desk.form(order).html
    dosage = order.lines.get().dosage_id
    assert form["prescription-prescriber"] == "Dr M. Hale"
    assert form["prescription-registration"] == "4471208"
    assert form["prescription-issued_on"] == timezone.localdate().isoformat()
    assert (form[f"item-{dosage}-units"], form[f"item-{dosage}-repeats"]) == ("90", "2")
    assert form[f"item-{dosage}-directions"] == "One three times a day"


def test_the_prescriber_the_patient_named_is_in_the_form(desk):
    assert desk.form(a_case()).html["prescription-prescriber"] == "Dr M. Hale"
