"""What is sent for a passkey may be anything: it is refused in words, and nobody gets in."""

import json

import pytest
from allauth.mfa.models import Authenticator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkout.accounts.models import User
from tests.checkout.accounts.people import (
    add_passkey,
    an_account,
    confirm_yourself,
    is_signed_in,
    sign_in,
    signed_in,
    with_app,
)
from tests.checkout.visitor import Visitor
from tests.undone import undone

pytestmark = pytest.mark.django_db

DID_NOT_WORK = "That did not work: try again, or take another way."
BASE64 = {"id": "AA", "rawId": "AA", "type": "public-key"}
ODD = {
    "nothing": "",
    "no JSON": "{",
    "an empty object": "{}",
    "a list": "[1]",
    "a text": '"x"',
    "a number": "1",
    "null": "null",
    "a number for an id": '{"id": 1}',
    "nested too deeply": "[" * 100_000,
    "nested deeply": "[" * 9_000,
    "digits without end": "9" * 5_000,
    "a fraction": '{"id": 1e999}',
    "not a number": '{"id": NaN}',
    "a NUL": '{"id": "\\u0000"}',
    "half a letter": '{"id": "\\ud800"}',
    "results that are none": '{"clientExtensionResults": 1}',
    "too long": json.dumps({"id": "A" * 100_000}),
    "a response that is none": json.dumps(BASE64 | {"response": 1}),
    "bad base64": json.dumps(BASE64 | {"rawId": "A", "response": {"clientDataJSON": "%"}}),
    "nothing attested": json.dumps(
        BASE64 | {"response": {"clientDataJSON": "e30", "attestationObject": "oA"}}
    ),
    "nothing signed": json.dumps(
        BASE64
        | {
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "AA",
                "signature": "AA",
                "userHandle": "MQ",
            }
        }
    ),
}
NAMES = (
    *("id", "rawId", "type", "response", "clientExtensionResults", "clientDataJSON"),
    *("attestationObject", "authenticatorData", "signature", "userHandle"),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("AA"),
    lambda parts: st.lists(parts) | st.dictionaries(st.sampled_from(NAMES), parts),
    max_leaves=20,
)


@pytest.fixture
def visitor():
    return signed_in(an_account())


def sent(visitor, page, credential, *, to=""):
    """The page one stands on after sending this as a passkey from another."""
    token = str(visitor.get(page).context["csrf_token"])
    fields = {"credential": credential, "csrfmiddlewaretoken": token}
    return visitor.post(to or page, fields, follow=True)


def is_told(page) -> bool:
    """Beside the words that stand ready for the script of a page with a passkey's button."""
    html = page.content.decode()
    return page.status_code < 500 and html.count(DID_NOT_WORK) > html.count("data-passkey-failed")


def test_nobody_is_signed_in():
    found = {}
    for name, credential in ODD.items():
        visitor = Visitor()
        visitor.get("/account/passkeys/sign-in/", headers={"Accept": "application/json"})
        page = sent(visitor, "/account/sign-in/", credential, to="/account/passkeys/sign-in/")
        found[name] = (is_told(page), is_signed_in(visitor))
    assert found == dict.fromkeys(ODD, (True, False))


def test_nobody_passes_the_second_step(visitor):
    with_app(visitor)
    found = {}
    for name, credential in ODD.items():
        elsewhere = Visitor()
        sign_in(elsewhere, "sam@example.com")
        page = sent(elsewhere, "/account/second-step/sign-in/", credential)
        found[name] = (is_told(page), is_signed_in(elsewhere))
    assert found == dict.fromkeys(ODD, (True, False))


def test_nobody_is_confirmed(visitor):
    add_passkey(User.objects.get())
    found = {}
    for name, credential in ODD.items():
        with undone():
            page = sent(visitor, "/account/passkeys/confirm/", credential)
            is_in = visitor.get("/account/email/").status_code == 200
            asked = visitor.get("/account/passkeys/add/")["Location"].partition("?")[0]
        found[name] = (is_told(page), is_in, asked)
    assert found == dict.fromkeys(ODD, (True, True, "/account/passkeys/confirm/"))


def test_none_is_added(visitor):
    confirm_yourself(visitor, "/account/passkeys/add/")
    found = {}
    for name, credential in ODD.items():
        with undone():
            page = sent(visitor, "/account/passkeys/add/", credential)
            found[name] = (is_told(page), Authenticator.objects.exists())
    assert found == dict.fromkeys(ODD, (True, False))


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(anything=ANYTHING)
def test_whatever_is_sent_to_be_added_is_answered(visitor, anything):
    confirm_yourself(visitor, "/account/passkeys/add/")
    assert sent(visitor, "/account/passkeys/add/", json.dumps(anything)).status_code == 422
