"""The step that asks whom a cart is for: what it asks, keeps, refuses and takes."""

from datetime import date

import pytest
from django.urls import reverse

from checkout.order.models import Order
from checkout.prescriptions import actions
from checkout.prescriptions.models import Patient, PrescriptionFile
from checkout.shipping.models import DeliveryMethod
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.prescriptions.patient_step import (
    FILES,
    PAGE,
    add_file,
    answers,
    ask,
    somebody_with,
    upload,
)
from tests.checkout.reviewing import hidden
from tests.checkout.visitor import Reads, htmx
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


def test_the_page_asks_who_it_is_and_what_the_pharmacist_wants_to_know(visitor):
    page = text_of(visitor.look(PAGE))
    assert "Baclofen needs a prescription. Only the pharmacy team reads your answers." in page
    assert "Questions about Baclofen Have you taken baclofen before? Yes No Since when?" in page
    for way in ("Upload it now", "My prescriber will send it", "I will add it later"):
        assert way in page
    assert "Use one I sent before" not in page


def test_for_general_sale_there_is_no_such_step():
    visitor = somebody_with(a_pack(a_dosage(a_medicine(legal_class="GSL"))))
    assert visitor.look(PAGE)["Location"] == "/checkout/review/"
    assert "Patient" not in text_of(visitor.look("checkout-review"))


def test_for_a_minimum_age_alone_only_name_and_birthday_are_asked():
    medicine = a_medicine("Minoxidil", legal_class="GSL", minimum_age=18)
    visitor = somebody_with(a_pack(a_dosage(medicine)))
    page = text_of(visitor.look(PAGE))
    assert "Date of birth" in page
    assert "Allergies" not in page
    assert visitor.fill(PAGE, name="Sam", born_on="03/27/1981").status_code == 303


def test_what_is_told_is_kept_and_leads_to_the_review(visitor):
    answer = visitor.tell(elsewhere="on", address="2 Other Street", **answers())
    assert (answer.status_code, answer["Location"]) == (303, "/checkout/review/")
    [patient] = Patient.objects.all()
    assert (patient.name, patient.born_on) == ("Sam Example", date(1981, 3, 27))
    assert (patient.address, patient.way) == ("2 Other Street", "prescriber")
    assert [(one["short"], one["answer"], one["tells"]) for one in patient.answers] == [
        ("Taken before", "yes", False),
        ("Since", "March 2025", False),
    ]
    review = text_of(visitor.look("checkout-review"))
    assert "Sam Example, born on 27 March 1981 Prescription: Dr M. Hale will send it" in review
    page = visitor.look(PAGE).content.decode()
    assert 'value="03/27/1981"' in page
    assert "March 2025" in page


def test_who_orders_in_another_tab_meanwhile_is_led_to_the_order(visitor, monkeypatch):
    visitor.tell(**answers())
    review, keep = visitor.look("checkout-review"), actions.keep_told

    def keep_too_late(*args, **kwargs):
        monkeypatch.undo()
        seen = {"seen_total": "72.95", "fingerprint": hidden(review)}
        visitor.fill("checkout-review", terms="on", **seen)
        return keep(*args, **kwargs)

    monkeypatch.setattr(actions, "keep_told", keep_too_late)
    answer = visitor.tell(name="Pat Example", **answers())
    order = Order.objects.get()
    assert order.patient.name == "Sam Example"
    assert visitor.get(answer["Location"])["Location"] == order.get_absolute_url()


def test_an_answer_to_look_at_is_marked(visitor):
    visitor.tell(**answers("no"))
    assert [one["tells"] for one in Patient.objects.get().answers] == [True, False]


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"name": ""}, "name", "Enter the patient’s full name"),
        ({"name": "🙂"}, "name", "Enter the patient’s full name in letters"),
        ({"born_on": ""}, "born_on", "Enter the date of birth"),
        ({"born_on": "27/03/1981"}, "born_on", "For example 03/27/1981"),
        ({"born_on": "01/01/2999"}, "born_on", "not in the future"),
        ({"allergies": ""}, "allergies", "Enter the allergies, or “none”"),
        ({"elsewhere": "on"}, "address", "Enter the patient’s address"),
        ({"way": ""}, "way", "Choose how the prescription comes to us"),
        ({"way": "again"}, "way", "Choose one of these ways"),
        ({"way": "upload"}, "way", "Add a photo or scan of the prescription"),
        ({"prescriber_name": ""}, "prescriber_name", "Enter your prescriber’s name"),
        ({"prescriber_phone": "soon"}, "prescriber_phone", "Enter a telephone number"),
        ({"name": "Sam\x00"}, "name", "Remove the characters that cannot be printed"),
        ({"conditions": "x" * 2001}, "conditions", "Shorten this to 2000 characters"),
        ({"elsewhere": "on", "address": "x" * 501}, "address", "Shorten this to 500 characters"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_place_and_nothing_is_lost(
    visitor, changed, place, words
):
    page = visitor.tell(**answers(), other_medicines="Codeine <30 mg>", **changed)
    assert page.status_code == 422
    [(where, said)] = said_on_top(page)
    assert where == place
    assert words in said
    assert "Codeine &lt;30 mg&gt;" in page.content.decode()


def test_questions_that_are_left_out_are_asked_again(visitor):
    page = visitor.tell()
    assert [words for _place, words in said_on_top(page)] == [
        "Answer yes or no: Have you taken baclofen before?",
        "Answer: Since when?",
    ]
    answer = visitor.look("checkout-review")
    assert answer["Location"] == "/checkout/patient/"
    assert "Answer the questions about Baclofen." in text_of(visitor.look(PAGE))


def test_a_medicine_added_afterwards_asks_its_questions_before_the_order(visitor):
    visitor.tell(**answers())
    other = a_medicine("Tizanidine")
    ask(other, "Do you drink alcohol?", "Alcohol")
    visitor.add(a_pack(a_dosage(other)))
    assert visitor.look("checkout-review")["Location"] == "/checkout/patient/"


def test_a_tab_left_open_on_an_ordered_cart_goes_on_to_the_order_as_a_whole(visitor):
    visitor.tell(**answers())
    seen = {"seen_total": "72.95", "fingerprint": hidden(visitor.look("checkout-review"))}
    token = str(visitor.look(PAGE).context["csrf_token"])
    visitor.fill("checkout-review", terms="on", **seen)
    late = {"files": upload(), "csrfmiddlewaretoken": token}
    answer = visitor.post(reverse(FILES), late, headers=htmx(on="/checkout/patient/"))
    assert answer["HX-Redirect"] == Order.objects.get().get_absolute_url()
    assert not answer.content


def test_who_comes_by_the_carts_cookie_alone_reads_nothing_and_tells_anew(visitor, settings):
    """On a computer many people use, the cart outlives the session of whoever filled it."""
    visitor.tell(allergies="penicillin", **answers())
    add_file(visitor, upload("rx of Sam.jpg"))
    del visitor.cookies[settings.SESSION_COOKIE_NAME]
    visitor.enter_address(first_name="Pat")
    visitor.choose(DeliveryMethod.objects.get())
    assert visitor.look("checkout-review")["Location"] == "/checkout/patient/"
    page = visitor.look(PAGE).content.decode()
    assert 'value="Pat Example"' in page
    for told in ("penicillin", "rx of Sam.jpg", 'value="03/27/1981"'):
        assert told not in page

    visitor.tell(name="Pat Example", **answers())
    assert Patient.objects.get().allergies == "none"
    assert not PrescriptionFile.objects.exists()


def test_what_is_to_follow_touches_no_card_and_says_so(visitor):
    visitor.tell(way="later", **answers())
    review = visitor.look("checkout-review")
    assert "Your card is not touched now." in text_of(review)
    assert "You enter the card on the next page" not in text_of(review)
    seen = {"seen_total": "72.95", "fingerprint": hidden(review)}
    answer = visitor.fill("checkout-review", terms="on", **seen)
    order = Order.objects.get()
    assert order.status == "needs_information"
    page = text_of(visitor.get(answer["Location"], follow=True))
    assert "We need something from you." in page
    assert "your card is not touched" in page
    assert "Waiting for your prescription" in page
    assert not order.attempts.exists()


@pytest.mark.parametrize("lines", [1, 6])
def test_the_page_asks_as_little_for_six_lines_as_for_one(lines):
    packs = [a_pack(a_dosage(a_medicine())) for _ in range(lines)]
    for pack in packs:
        ask(pack.parent, "Have you?", "Had")
    visitor = somebody_with(*packs)
    with Reads() as reads:
        assert visitor.look(PAGE).status_code == 200
    assert reads.number <= 8, reads.statements
