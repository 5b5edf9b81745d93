"""The steps of a purchase, each as the requests a browser sends for it."""

import re
from collections.abc import Iterable
from itertools import count

from tests.outside.visitor import Answer, Visitor, WrongAnswer

ADDRESS = {
    "first_name": "Sam",
    "last_name": "Example",
    "line1": "1 Sample Street",
    "city": "Exampletown",
    "state": "CA",
    "postcode": "90210",
    "country": "US",
}
PATIENT = {
    "born_on": "03/27/1981",
    "allergies": "none",
    "other_medicines": "none",
    "conditions": "none",
    "way": "prescriber",
    "prescriber_name": "Dr M. Hale",
    "prescriber_phone": "555 010 0177",
}


# Names of patients are compared by their letters alone.
LETTERS_FOR_DIGITS = str.maketrans("0123456789", "abcdefghij")
_numbers = count(1)


def an_email() -> str:
    """Of somebody who has not been here before."""
    return f"sam{next(_numbers)}@example.com"


async def add(visitor: Visitor, packs: Iterable[int]) -> None:
    """Put packs (their ids) into the cart, one of each."""
    for pack in packs:
        await visitor.post("/cart/add/", {"pack": str(pack), "quantity": "1"})


async def go_to_review(visitor: Visitor, email: str = "") -> None:
    """From the cart to the last page, whose form the visitor keeps in mind."""
    told = ADDRESS | {"email": email or an_email()}
    page = await visitor.get("/checkout/details/")
    await visitor.post("/checkout/details/", told | token_on(page.body))
    page = await visitor.get("/checkout/delivery/")
    way = value_of("method", page.body)
    answer = await visitor.post("/checkout/delivery/", {"method": way} | token_on(page.body))
    if answer.location.endswith("/checkout/patient/"):
        await _tell(visitor, told["email"])
    page = await visitor.get("/checkout/review/")
    seen = {name: value_of(name, page.body) for name in ("seen_total", "fingerprint")}
    visitor.notes |= token_on(page.body) | seen


async def press_the_button(visitor: Visitor) -> Answer:
    """Order what the last page showed; whatever the shop answers."""
    return await visitor.send("/checkout/review/", {"terms": "on"} | visitor.notes)


async def place(visitor: Visitor) -> None:
    """Order; the visitor keeps the way to the payment in mind. Raises WrongAnswer."""
    answer = await visitor.post("/checkout/review/", {"terms": "on"} | visitor.notes)
    visitor.notes["pay"] = answer.location


async def go_to_payment(visitor: Visitor, sandbox: str) -> str:
    """The address of the payment page, which has to be the sandbox's. Raises WrongAnswer."""
    answer = await visitor.get(visitor.notes["pay"], expect=302)
    if not answer.location.startswith(sandbox):
        raise WrongAnswer(f"The pay page led to {answer.location} instead of the payment sandbox")
    return answer.location


async def _tell(visitor: Visitor, email: str) -> None:
    """Whom it is for: another person for each address, as in a crowd."""
    page = await visitor.get("/checkout/patient/")
    asked = re.findall(rb'name="(question_[0-9]+)"', page.body)
    answers = {name.decode(): "no" for name in asked}
    name = email.partition("@")[0].translate(LETTERS_FOR_DIGITS)
    told = PATIENT | {"name": name} | answers
    await visitor.post("/checkout/patient/", told | token_on(page.body))


def token_on(page: bytes) -> dict[str, str]:
    return {"csrfmiddlewaretoken": value_of("csrfmiddlewaretoken", page)}


def value_of(name: str, page: bytes) -> str:
    """The value of the first input of this name. Raises WrongAnswer where a page has none."""
    found = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"'.encode(), page)
    if found is None:
        raise WrongAnswer(f"A page has no input named {name}")
    return found[1].decode()
