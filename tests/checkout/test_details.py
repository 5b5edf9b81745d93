"""Contact and address: what is asked, what is said about mistakes, and that nothing is lost."""

import re

import pytest

from checkout.details import Details
from checkout.shipping.models import DeliveryMethod
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import ADDRESS, Visitor
from tests.factories import Country, a_pack

pytestmark = pytest.mark.django_db

AUTOCOMPLETE = {
    "email": "email",
    "phone": "tel",
    "first_name": "given-name",
    "last_name": "family-name",
    "line1": "address-line1",
    "line2": "address-line2",
    "city": "address-level2",
    "state": "address-level1",
    "postcode": "postal-code",
    "country": "country",
}


@pytest.fixture
def method():
    return a_delivery_method()


@pytest.fixture
def visitor(method):
    visitor = Visitor()
    visitor.add(a_pack())
    return visitor


def input_of(page, name) -> str:
    tags = re.findall(r"<(?:input|select)\b[^>]*>", page.content.decode())
    return next(tag for tag in tags if f'name="{name}"' in tag)


def test_details_survive_the_session_and_old_sessions_are_no_details():
    details = Details(**ADDRESS)
    assert Details.of_session(details.as_session()) == details
    assert Details.of_session({"email": "sam@example.com"}) is None


def test_an_address_in_one_line_leaves_nothing_empty():
    assert Details(**ADDRESS).address == "12 Sample Avenue, Exampletown MA 02101"
    assert Details(**ADDRESS | {"line2": "Flat 2", "state": ""}).address == (
        "12 Sample Avenue, Flat 2, Exampletown 02101"
    )


@pytest.mark.parametrize("name", AUTOCOMPLETE)
def test_a_browser_can_fill_in_every_field(visitor, name):
    page = visitor.look("checkout-details")
    assert f'autocomplete="{AUTOCOMPLETE[name]}"' in input_of(page, name)
    assert f'<label for="{name}">' in page.content.decode()


@pytest.mark.parametrize(("name", "mode"), [("email", "email"), ("phone", "tel")])
def test_a_phone_shows_the_keyboard_for_the_field(visitor, name, mode):
    assert f'inputmode="{mode}"' in input_of(visitor.look("checkout-details"), name)


def test_what_may_be_left_out_says_so(visitor):
    page = text_of(visitor.look("checkout-details"))
    assert "Telephone (optional)" in page
    assert "Flat, floor, building (optional)" in page
    assert page.count("(optional)") == 2


def test_a_good_address_leads_on_and_is_there_again(visitor):
    response = visitor.enter_address()
    assert (response.status_code, response["Location"]) == (303, "/checkout/delivery/")
    page = visitor.look("checkout-details")
    assert 'value="sam@example.com"' in input_of(page, "email")
    assert 'value="12 Sample Avenue"' in input_of(page, "line1")


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"email": ""}, "email", "Enter an e-mail address like name@example.com"),
        ({"email": "sam@example"}, "email", "Enter an e-mail address like name@example.com"),
        ({"email": "sam example.com"}, "email", "Enter an e-mail address like name@example.com"),
        ({"email": "a@b.com, c@d.com"}, "email", "Enter an e-mail address like name@example.com"),
        ({"email": "sam@example.com\nBcc: x@y.com"}, "email", "Enter an e-mail address like"),
        ({"email": f"{'a' * 250}@example.com"}, "email", "Shorten this to 254 characters"),
        ({"first_name": "  "}, "first_name", "Enter the first name"),
        ({"last_name": ""}, "last_name", "Enter the last name"),
        ({"last_name": "x\x00y"}, "last_name", "Remove the characters that cannot be printed"),
        ({"line1": ""}, "line1", "Enter the street and number"),
        ({"line1": "x" * 300}, "line1", "Shorten this to 255 characters"),
        ({"city": ""}, "city", "Enter the city"),
        ({"state": ""}, "state", "Enter the state or province"),
        ({"postcode": ""}, "postcode", "Enter the ZIP or postal code"),
        ({"postcode": "0210"}, "postcode", "Enter the ZIP code, 5 digits such as 02101"),
        ({"phone": "call me"}, "phone", "Enter a telephone number such as 555 010 0100"),
        ({"country": ""}, "country", "Choose the country"),
        ({"country": "FR"}, "country", "Choose a country we deliver to"),
        ({"country": "\x00"}, "country", "Choose a country we deliver to"),
    ],
)
def test_a_mistake_is_told_on_top_and_beside_its_field(visitor, changed, place, words):
    page = visitor.enter_address(**changed)

    assert page.status_code == 422
    [(where, said)] = said_on_top(page)
    assert (where, said.startswith(words)) == (place, True)
    assert "One thing needs a look" in text_of(page)
    assert f'id="{place}_error"' in page.content.decode()
    tag = input_of(page, place)
    assert 'aria-invalid="true"' in tag
    assert f"{place}_error" in tag


def test_with_a_mistake_nothing_else_is_lost(visitor):
    page = visitor.enter_address(email="sam@example", city="")
    assert [place for place, _words in said_on_top(page)] == ["email", "city"]
    for name in ("email", "first_name", "line1", "postcode"):
        value = {**ADDRESS, "email": "sam@example"}[name]
        assert f'value="{value}"' in input_of(page, name)


def test_a_mistake_does_not_overwrite_what_was_good(visitor):
    visitor.enter_address()
    visitor.enter_address(email="sam@example")
    assert 'value="sam@example.com"' in input_of(visitor.look("checkout-details"), "email")


def test_what_people_type_is_shown_as_text(visitor):
    page = visitor.enter_address(first_name='"><script>', email="")
    assert "<script>" not in page.content.decode().split("</head>")[1]


def test_only_countries_a_method_serves_can_be_chosen(visitor, method):
    Country.objects.create(iso_3166_1_a2="FR", printable_name="France", is_shipping_country=True)
    assert "France" not in text_of(visitor.look("checkout-details"))
    method.countries.add("FR")
    assert "France United States" in text_of(visitor.look("checkout-details"))


def test_another_country_needs_another_postcode(visitor, method):
    Country.objects.create(iso_3166_1_a2="DE", printable_name="Germany", is_shipping_country=True)
    method.countries.add("DE")
    assert visitor.enter_address(country="DE", state="", postcode="10115").status_code == 303


def test_where_nothing_is_delivered_it_is_said_kindly(visitor):
    DeliveryMethod.objects.update(is_offered=False)
    page = visitor.look("checkout-details")
    assert page.status_code == 200
    assert "We deliver nowhere at the moment. Your cart stays as it is" in text_of(page)
    assert visitor.enter_address().status_code == 422


@pytest.mark.parametrize("step", ["checkout-details", "checkout-delivery", "checkout-review"])
def test_without_packs_every_step_leads_to_the_cart(method, step):
    visitor = Visitor()
    response = visitor.look(step)
    assert (response.status_code, response["Location"]) == (303, "/cart/")
    assert "There is nothing to order yet" in text_of(visitor.get("/cart/"))


@pytest.mark.parametrize("name", ["Jo\r\nX: y", "Jo\x07", "Jo\u202e", "Jo\u2028An", "Jo\x00"])
def test_what_no_label_can_carry_is_refused_at_its_field(visitor, name):
    page = visitor.enter_address(first_name=name)
    assert page.status_code == 422
    assert said_on_top(page) == [("first_name", "Remove the characters that cannot be printed")]


@pytest.mark.parametrize("name", ["O’Neil-Šarić", "李小龍", "می\u200cخواهم", "Jo Ann"])
def test_names_of_the_world_are_names(visitor, name):
    assert visitor.enter_address(first_name=name).status_code == 303
