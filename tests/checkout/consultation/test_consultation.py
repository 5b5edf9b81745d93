"""First the questions, then the packs: where the law lets nobody advertise them."""

import pytest

from checkout.basket.models import Basket
from checkout.prescriptions.models import Patient, Question
from tests.checkout.accounts.people import an_account, signed_in
from tests.checkout.basket.packs import pack_of
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_delivery_method, a_placed_order
from tests.checkout.visitor import PATIENT, Reads, Visitor, htmx
from tests.factories import a_dosage, a_medicine, a_pack, baclofen

pytestmark = pytest.mark.django_db
TOLD = {
    name: PATIENT[name]
    for name in ("name", "born_on", "allergies", "other_medicines", "conditions")
}
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def rule(settings):
    settings.SHOP_HIDE_POM_PROMOTION = True


@pytest.fixture
def medicine():
    medicine = baclofen()
    Question.objects.create(
        medicine=medicine, text="Do you have weak kidneys?", short="Kidneys", kind="yes_no"
    )
    return medicine


@pytest.fixture
def question(medicine):
    return f"question_{Question.objects.get().pk}"


def begins(visitor, slug="baclofen"):
    return visitor.post("/consultation/begin/", {"medicine": slug}, headers=SAME)


def consults(visitor, **told):
    begins(visitor)
    return visitor.fill("consultation", **(TOLD | told))


def test_from_the_medicines_page_to_its_packs(visitor, medicine, question):
    assert begins(visitor)["Location"] == "/consultation/"
    page = visitor.look("consultation")
    assert "Your consultation about Baclofen" in text_of(page)
    assert "Do you have weak kidneys?" in text_of(page)
    assert "$" not in text_of(page)

    response = visitor.fill("consultation", **TOLD, **{question: "no"})

    assert (response.status_code, response["Location"]) == (303, "/consultation/packs/")
    page = text_of(visitor.look("consultation-packs"))
    assert "Baclofen: choose a pack" in page
    assert "$0.76 per pill" in page
    assert "How many do you need?" in page
    assert visitor.add(pack_of(medicine, "10mg", 90)).status_code == 303
    [patient] = Patient.objects.all()
    assert (patient.name, patient.answers[0]["answer"]) == ("Sam Example", "no")


def test_the_address_names_no_medicine(visitor, medicine, question):
    for response in (begins(visitor), consults(visitor, **{question: "no"})):
        assert "baclofen" not in response["Location"]


@pytest.mark.parametrize("name", ["cart-add", "cart-add-set"])
def test_no_pack_can_be_chosen_before(visitor, medicine, name):
    page = visitor.press(name, pack_of(medicine, "10mg", 90), 1)
    assert page.status_code == 422
    assert "Baclofen begins with a consultation" in text_of(page)
    begins(visitor)
    assert visitor.press(name, pack_of(medicine, "10mg", 90), 1).status_code == 422
    assert visitor.look("consultation-packs")["Location"] == "/consultation/"
    assert not visitor.cart.lines


def test_what_needs_no_prescription_needs_no_consultation(visitor):
    pack = a_pack(a_dosage(a_medicine(legal_class="P")))
    assert visitor.add(pack).status_code == 303


def test_a_consultation_is_about_one_medicine(visitor, medicine, question):
    other = a_pack(a_dosage(a_medicine("Tizanidine")))
    consults(visitor, **{question: "no"})
    assert visitor.add(other).status_code == 422
    begins(visitor, "tizanidine")
    visitor.fill("consultation", **TOLD)
    assert visitor.add(other).status_code == 303
    # What was told about the first stays, and so do its packs.
    assert visitor.add(pack_of(medicine, "10mg", 90)).status_code == 303
    [patient] = Patient.objects.all()
    assert [answer["answer"] for answer in patient.answers] == ["no"]


def test_what_is_left_out_is_asked_for(visitor, medicine, question):
    page = consults(visitor, allergies="")
    assert page.status_code == 422
    assert "Enter the allergies" in text_of(page)
    assert "Answer yes or no: Do you have weak kidneys?" in text_of(page)
    assert not Patient.objects.exists()


def test_the_checkout_knows_what_was_told(visitor, medicine, question):
    method = a_delivery_method()
    consults(visitor, **{question: "no"}, allergies="nuts")
    visitor.add(pack_of(medicine, "10mg", 90))
    visitor.enter_address()
    visitor.choose(method)
    form = visitor.look("checkout-patient").context["form"]
    known = {name: form[name].value() for name in ("name", "allergies", question)}
    assert known == {"name": "Sam Example", "allergies": "nuts", question: "no"}


def test_another_browser_with_the_carts_cookie_reads_nothing_and_begins_anew(
    visitor, medicine, question
):
    consults(visitor, **{question: "no"}, allergies="nuts")
    thief = Visitor()
    thief.cookies["basket"] = visitor.cookies["basket"].value
    assert thief.add(pack_of(medicine, "10mg", 90)).status_code == 422
    begins(thief)
    assert "nuts" not in thief.look("consultation").content.decode()
    thief.fill("consultation", **TOLD, **{question: "yes"})
    [patient] = Patient.objects.all()
    assert patient.allergies == "none"


def test_who_told_first_reads_and_keeps_nothing_of_who_began_anew(visitor, medicine, question):
    other = a_pack(a_dosage(a_medicine("Tizanidine")))
    about = Question.objects.create(medicine=other.parent, text="Since?", short="S", kind="text")
    consults(visitor, **{question: "no"}, allergies="nuts")
    another = Visitor()
    another.cookies["basket"] = visitor.cookies["basket"].value
    begins(another, "tizanidine")
    hers = TOLD | {"allergies": "latex", f"question_{about.pk}": "March"}
    another.fill("consultation", **hers)
    assert Patient.objects.get().allergies == "latex"

    assert "latex" not in visitor.look("consultation").content.decode()
    consults(visitor, **{question: "no"}, allergies="nuts")

    [patient] = Patient.objects.all()
    assert patient.allergies == "nuts"
    assert [answer["answer"] for answer in patient.answers] == ["no"]


def test_after_the_order_the_next_begins_anew(visitor, medicine, question):
    consults(visitor, **{question: "no"})
    Basket.objects.update(status=Basket.SUBMITTED)
    assert visitor.add(pack_of(medicine, "10mg", 90)).status_code == 422


@pytest.fixture
def bought(visitor, medicine):
    """An order of this visitor's: two packs that need a consultation, and one that needs none."""
    free = a_pack(a_dosage(a_medicine("Paracetamol", legal_class="GSL"), "500mg"))
    packs = [pack_of(medicine, "10mg", 90), pack_of(medicine, "10mg", 120), free]
    order = a_placed_order(dict.fromkeys(packs, 1))
    visitor.cookies.update(Visitor.who_placed(order).cookies)
    return order


def orders_again(visitor, order):
    token = str(visitor.look("order", order.number).context["csrf_token"])
    return visitor.post(f"/orders/{order.number}/again/", {"csrfmiddlewaretoken": token})


def test_nothing_is_ordered_again_past_its_consultation(visitor, bought):
    assert orders_again(visitor, bought)["Location"] == "/cart/"
    assert [line.medicine_name for line in visitor.cart.lines] == ["Paracetamol"]
    page = text_of(visitor.get("/cart/"))
    said = (
        f"What can be ordered at once of order {bought.number} is in your cart, at today's prices."
        " Baclofen begins with a consultation: start it on the medicine’s page."
    )
    assert page.count("begins with a consultation") == 1
    assert said in page


def test_after_its_consultation_all_of_it_is_ordered_again(visitor, bought, question):
    consults(visitor, **{question: "no"})
    orders_again(visitor, bought)
    assert visitor.cart.pack_count == 3
    assert "begins with a consultation" not in text_of(visitor.get("/cart/"))


def test_without_a_medicine_there_is_nothing_to_consult_about(visitor, medicine):
    assert begins(visitor, "nothing").status_code == 404
    page = visitor.look("consultation")
    assert page.status_code == 404
    assert "No consultation has begun" in text_of(page)
    begins(visitor)
    medicine.is_public = False
    medicine.save()
    assert visitor.look("consultation").status_code == 404


def test_another_site_begins_none(visitor, medicine):
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = visitor.post("/consultation/begin/", {"medicine": "baclofen"}, headers=headers)
    assert response.status_code == 403
    assert "so nothing was changed" in text_of(response)
    assert "cart was" not in text_of(response)


def test_the_steppers_stand_on_its_page(visitor, medicine, question):
    consults(visitor, **{question: "no"})
    pack = pack_of(medicine, "10mg", 90)
    visitor.add(pack)
    page = visitor.get(
        "/cart/personal/", {"packs": 1}, headers=htmx(on="/consultation/packs/")
    ).content.decode()
    assert f'id="pack-{pack.pk}"' in page
    assert "stepper" in page


@pytest.mark.parametrize("lines", [1, 5])
def test_its_packs_take_few_queries(visitor, medicine, question, lines):
    consults(visitor, **{question: "no"})
    for units in (60, 90, 120, 180, 270)[:lines]:
        visitor.add(pack_of(medicine, "10mg", units))
    with Reads() as reads:
        visitor.look("consultation-packs")
    assert reads.number <= 11, reads.statements


def test_signing_in_after_a_consultation_keeps_it_for_the_accounts_own_cart(
    visitor, medicine, question
):
    account = an_account()
    consults(visitor, **{question: "no"}, allergies="nuts")

    signed_in(account, visitor)

    assert visitor.look("consultation-packs").status_code == 200
    assert visitor.add(pack_of(medicine, "10mg", 90)).status_code == 303
    assert Patient.objects.get().basket.owner == account
    assert visitor.cart.basket_id == Patient.objects.get().basket_id


def test_a_consultation_for_an_ordered_cart_opens_no_packs_of_the_accounts_next(
    visitor, medicine, question
):
    method, other = a_delivery_method(), a_pack(a_dosage(a_medicine(legal_class="P")))
    consults(visitor, **{question: "no"})
    Basket.objects.update(status=Basket.SUBMITTED)
    visitor.add(other)
    visitor.enter_address()
    visitor.choose(method)
    visitor.tell()

    signed_in(an_account(), visitor)

    assert visitor.add(pack_of(medicine, "10mg", 90)).status_code == 422
