"""Somebody with a browser who looks at pages and presses their buttons, for tests."""

from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.cart_cookie import HAS_CART
from checkout.accounts.session_store import SessionStore
from checkout.basket.cart import Cart
from checkout.basket.cart_reads import read_cart
from checkout.basket.current import signed_basket_id
from tests.statements import statements

ADDRESS = {
    "email": "sam@example.com",
    "phone": "",
    "first_name": "Sam",
    "last_name": "Example",
    "line1": "12 Sample Avenue",
    "line2": "",
    "city": "Exampletown",
    "state": "MA",
    "postcode": "02101",
    "country": "US",
}
PATIENT = {
    "name": "Sam Example",
    "born_on": "03/27/1981",
    "allergies": "none",
    "other_medicines": "none",
    "conditions": "none",
    "way": "prescriber",
    "prescriber_name": "Dr M. Hale",
    "prescriber_practice": "Northgate Surgery",
    "prescriber_phone": "555 010 0177",
}
WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Visitor(Client):
    """A browser with cookies; CSRF is checked as it is for everybody."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)

    @classmethod
    def who_placed(cls, order):
        """The browser an order was placed in."""
        visitor = cls()
        session = visitor.session
        session["orders"] = [order.number]
        session.save()
        return visitor

    def look(self, name, *args, **query):
        return self.get(reverse(name, args=args), query)

    def add(self, pack, quantity=1, **headers):
        return self.press("cart-add", pack, quantity, **headers)

    def set(self, pack, quantity, **headers):
        return self.press("cart-set", pack, quantity, **headers)

    def press(self, name, pack, quantity, **headers):
        """Send a small form of a public page; `pack` may be a pack or whatever is sent for one."""
        fields = {"pack": getattr(pack, "pk", pack), "quantity": quantity}
        fields = {field: value for field, value in fields.items() if value is not None}
        return self.post(reverse(name), fields, headers={"Sec-Fetch-Site": "same-origin"} | headers)

    def fill(self, name, /, **fields):
        """Send a form of a page that carries a token, as it is after looking at the page."""
        page = self.look(name)
        token = str(page.context["csrf_token"]) if page.context else ""
        return self.post(reverse(name), fields | {"csrfmiddlewaretoken": token})

    def enter_address(self, **changed):
        return self.fill("checkout-details", **(ADDRESS | changed))

    def choose(self, method):
        return self.fill("checkout-delivery", method=getattr(method, "pk", method))

    def tell(self, **changed):
        """Say whom it is for; the prescriber will send the prescription unless `changed`."""
        return self.fill("checkout-patient", **(PATIENT | changed))

    @property
    def cart(self) -> Cart:
        """What is really in the cart this browser has."""
        return read_cart(self.basket_id)

    @property
    def basket_id(self) -> int | None:
        request = RequestFactory().get("/")
        request.COOKIES = {name: cookie.value for name, cookie in self.cookies.items()}
        request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        return signed_basket_id(request)

    @property
    def has_cart(self) -> bool:
        """What public pages can know: whether there is something to ask for."""
        return HAS_CART in self.cookies and self.cookies[HAS_CART].value == "1"


def htmx(*, on: str = "/medicines/baclofen/", target: str = "") -> dict[str, str]:
    """The headers htmx sends from a page (its path)."""
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{on}"}
    return headers | ({"HX-Target": target} if target else {})


class Reads(CaptureQueriesContext):
    """Counts the queries that only read."""

    def __init__(self):
        super().__init__(connection)

    @property
    def number(self) -> int:
        return len(self.statements)

    @property
    def statements(self) -> list[str]:
        return [sql for sql in statements(self) if not sql.startswith(WRITES)]
