"""At the shelf: pick lists, labels, shipping, what came back; as forms without a script."""

import pytest
from django.utils import timezone

from catalog.lots.actions import correct
from catalog.lots.models import Lot
from catalog.models import Dosage
from checkout.order.models import DispensedLot
from checkout.order.shelf.dispensing import dispense
from tests.checkout.order.desk.at_the_desk import address, charged_order, ninety_pills, page_of
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_placed_order, let_the_worker_work, refreshed
from tests.factories import a_lot, put_on_the_shelf
from tests.undone import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(sandbox):
    """Two packs of 90 pills; the jar has a lot that expires sooner, too."""
    order = charged_order(sandbox, packs=2)
    a_lot(Dosage.objects.get(), 100, "SOON", expires_in_days=20)
    return order


@pytest.fixture
def dispensed(paid):
    dispense(paid, by=None, now=timezone.now())
    return refreshed(paid)


def picking(desk, order):
    response = desk.client.get(address("pick_list", order))
    assert response.status_code == 200
    return response


def field(order, number):
    return f"take-{order.lines.get().pk}-{Lot.objects.get(number=number).pk}"


def later():
    return Lot.objects.exclude(number="SOON").get().number


def test_the_pick_list_says_what_to_take_out_of_which_lot(desk, paid):
    page = picking(desk("dispenser"), paid)
    form = page.context["form"]
    taken = [(row.number, bound.value()) for row, bound in form.first]
    assert sorted(taken) == sorted([("SOON", 100), (later(), 80)])
    text = text_of(page)
    assert "Baclofen 10 mg, 90 pills" in text.replace("\u00a0", " ")
    assert "Dispensed" in text


def test_what_is_on_the_pick_list_leaves_with_one_press(desk, paid):
    dispenser = desk("dispenser")
    said = dispenser.press(
        "dispense",
        paid,
        mark=picking(dispenser, paid).context["mark"],
        **{field(paid, "SOON"): "100", field(paid, later()): "80"},
    )
    assert "Dispensed: its packs have left the shelf." in said
    assert refreshed(paid).status == "dispensed"
    page = text_of(picking(dispenser, paid))
    assert "Taken" in page
    assert "SOON" in page
    assert "Units to take" not in page


def answered(desk, order, verb, **typed):
    """Status and words of the answer, and what became of the order; then it is taken back."""
    with undone():
        response = desk.post(verb, order, **typed)
        order = refreshed(order)
        back = order.lines.get().taken_back.exists()
        written = DispensedLot.objects.count(), order.dispatches.count(), back
    return response.status_code, text_of(response), order.status, written


def otherwise(answers, *, status, written=(0, 0, False)):
    """The answers which do not refuse with the words they should: each as (answer, words)."""
    return [
        (typed, answer)
        for typed, answer, words in answers
        if words not in answer[1] or (answer[0], *answer[2:]) != (422, status, written)
    ]


CANNOT_BE_TAKEN = [
    ("100", "79", "Take 180 for this line: these come to 179."),
    ("101", "79", "Lot SOON has 100 left: take the rest out of another."),
    ("100", "many", "Enter how many, as digits."),
    ("-1", "181", "Enter how many, as digits."),
    ("", "", "Take 180 for this line: these come to 0."),
]


def test_what_cannot_be_taken_so_is_said_and_stays_as_typed(desk, paid):
    dispenser, names = desk("dispenser"), (field(paid, "SOON"), field(paid, later()))
    mark, answers = dispenser.mark(paid), []
    for *units, words in CANNOT_BE_TAKEN:
        typed = dict(zip(names, units, strict=True))
        answers.append((units, answered(dispenser, paid, "dispense", mark=mark, **typed), words))
    assert otherwise(answers, status="paid") == []


def test_the_dispenser_takes_another_lot(desk, paid):
    dispenser = desk("dispenser")
    mark = picking(dispenser, paid).context["mark"]
    dispenser.press("dispense", paid, mark=mark, **{field(paid, later()): "180"})
    assert DispensedLot.objects.get().lot.number == later()


def test_what_the_shelf_lacks_is_said_and_there_is_no_button(desk, paid):
    soon = Lot.objects.exclude(number="SOON").get()
    correct(soon, -soon.units, reason="Broken", by=None)
    dispenser = desk("dispenser")
    words = "80 pills short on the shelf, receive more first."
    page = text_of(picking(dispenser, paid))
    assert words in page.replace("\u00a0", " ")
    assert "Press once" not in page
    assert words in dispenser.look(paid).replace("\u00a0", " ")
    assert words in dispenser.press("dispense", paid).replace("\u00a0", " ")
    put_on_the_shelf(500)
    assert "Press once" in text_of(picking(dispenser, paid))


def test_what_is_not_paid_has_a_pick_list_that_says_so(desk, order):
    page = text_of(picking(desk("dispenser"), order))
    assert "only what is paid is dispensed" in page
    assert "Press once" not in page


def test_the_labels_are_printed_one_for_each_line(desk, paid):
    page = desk("dispenser").client.get(address("labels", paid))
    assert page.content.count(b'<li class="label">') == 1
    text = text_of(page).replace("\u00a0", " ")
    assert "Baclofen 10 mg 180 pills" in text
    assert "Sam Example" in text


def test_an_order_with_nothing_approved_has_no_label(desk, order):
    page = text_of(desk("dispenser").client.get(address("labels", order)))
    assert "there is nothing to label" in page


@pytest.mark.parametrize("name", ["pick_list", "labels"])
def test_no_title_and_no_address_ties_a_patient_to_a_medicine(desk, paid, name):
    url = address(name, paid)
    html = desk("dispenser").client.get(url).content.decode()
    title = html.partition("<title>")[2].partition("</title>")[0]
    for secret in ("Baclofen", "Sam", "Example"):
        assert secret not in title
        assert secret.lower() not in url


def test_it_is_shipped_delivered_and_mailed(desk, dispensed):
    dispenser = desk("dispenser")
    said = dispenser.press("ship", dispensed, carrier="Royal Mail", tracking="AB123")
    assert "Shipped: the patient is mailed how to follow the parcel." in said
    assert "Shipped by Dan Whitfield" in said
    assert "Royal Mail, AB123" in said
    let_the_worker_work()
    assert "Mailed: on its way" in dispenser.look(dispensed)
    assert "Delivered: the patient has the packs." in dispenser.press("deliver", dispensed)
    assert refreshed(dispensed).status == "delivered"


MISSING_TO_SHIP = [
    ({"carrier": "", "tracking": "AB"}, "Enter who carries the packs."),
    ({"carrier": "Royal Mail", "tracking": " "}, "Enter the tracking number"),
    ({"carrier": "R" * 61, "tracking": "AB"}, "Shorten this to 60 characters."),
    ({"carrier": "R\0", "tracking": "AB"}, "Remove the characters that cannot be printed"),
]


def test_what_is_missing_to_ship_is_said_at_its_field(desk, dispensed):
    dispenser, lots = desk("dispenser"), DispensedLot.objects.count()
    mark = dispenser.mark(dispensed)
    answers = [
        (typed, answered(dispenser, dispensed, "ship", mark=mark, **typed), words)
        for typed, words in MISSING_TO_SHIP
    ]
    assert otherwise(answers, status="dispensed", written=(lots, 0, False)) == []


def test_who_ships_twice_ships_once(desk, dispensed):
    dispenser = desk("dispenser")
    seen = dispenser.mark(dispensed)
    sent = {"carrier": "Royal Mail", "tracking": "AB123"}
    dispenser.press("ship", dispensed, **sent)
    assert "was done a moment ago" in dispenser.press("ship", dispensed, mark=seen, **sent)


def test_a_mistyped_tracking_number_is_corrected_at_the_desk(desk, dispensed):
    dispenser = desk("dispenser")
    dispenser.press("ship", dispensed, carrier="Royal Mail", tracking="AB123")
    seen = dispenser.mark(dispensed)
    right = {"carrier": "Royal Mail", "tracking": "AB124"}
    said = dispenser.press("correct_dispatch", dispensed, **right)
    assert "Corrected: the patient is mailed the new number." in said
    assert "Sent with Royal Mail, AB124, mailed to the patient anew." in said
    assert "was done a moment ago" in dispenser.press(
        "correct_dispatch", dispensed, mark=seen, **right
    )
    assert dispensed.dispatches.count() == 2


def test_what_came_back_is_written_down_once(desk, dispensed):
    dispenser = desk("dispenser")
    seen, name = dispenser.mark(dispensed), f"back-{dispensed.lines.get().pk}"
    back = {name: "1", "reason": "Wrong address"}
    said = dispenser.press("take_back", dispensed, **back)
    assert "destroy what came back, nothing of it is sold again" in said
    assert "1 pack came back and was destroyed" in said
    assert "was done a moment ago" in dispenser.press("take_back", dispensed, mark=seen, **back)
    assert "of 1" in dispenser.look(dispensed)
    dispenser.press("take_back", dispensed, **back)
    assert "Came back" not in dispenser.look(dispensed)


NO_RETURNS = [
    ("", "Wrong address", "Enter how many packs came back."),
    ("0", "Wrong address", "Enter how many packs came back."),
    ("3", "Wrong address", "At most 2 can come back."),
    ("one", "Wrong address", "Enter how many, as digits."),
    ("1", " ", "Say why it came back"),
]


def test_what_is_wrong_with_a_return_is_said(desk, dispensed):
    dispenser, lots = desk("dispenser"), DispensedLot.objects.count()
    name, mark = f"back-{dispensed.lines.get().pk}", dispenser.mark(dispensed)
    answers = []
    for packs, reason, words in NO_RETURNS:
        typed = {name: packs, "reason": reason, "mark": mark}
        answer = answered(dispenser, dispensed, "take_back", **typed)
        answers.append(((packs, reason), answer, words))
    assert otherwise(answers, status="dispensed", written=(lots, 0, False)) == []


def test_each_stands_on_the_page_when_it_is_its_turn(desk, sandbox, paid):
    dispenser = desk("dispenser")
    assert dispenser.buttons(paid) == ["Pick list", "Labels"]
    dispense(paid, by=None, now=timezone.now())
    assert dispenser.buttons(paid) == ["Shipped", "Write down what came back"]
    support = desk("support").buttons(paid)
    assert "Shipped" not in support
    assert "Write down what came back" not in support


@pytest.mark.parametrize("packs", [1, 4])
def test_the_pages_ask_the_database_the_same_for_any_order(
    desk, sandbox, packs, django_assert_num_queries
):
    ninety_pills()
    order = charged_order(sandbox, packs=packs)
    for number in range(packs):
        a_lot(Dosage.objects.get(), 100, f"L{number}")
    client = desk("dispenser").client
    client.get(page_of(order))
    with django_assert_num_queries(15):
        client.get(address("pick_list", order))
    with django_assert_num_queries(16):
        client.get(address("labels", order))


def test_an_order_that_waits_for_its_payment_offers_none_of_it(desk):
    order = a_placed_order({ninety_pills(): 1})
    assert desk("dispenser").buttons(order) == []
