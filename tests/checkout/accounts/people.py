"""Somebody with an account, in few words."""

import json
import re
import time
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
)

from checkout.accounts.models import User
from checkout.order.models import Order
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_delivery_method, a_placed_order
from tests.checkout.visitor import ADDRESS, Visitor
from tests.factories import a_pack, a_user

PASSWORD = "a long enough passphrase"
ANOTHER = "another good passphrase"
DO_NOT_FIT = "This e-mail and this password do not fit: try again, or set a new password"
TOO_MANY = "Too many tries: wait five minutes, then try again"
TYPING = 3  # seconds between reading a code off the app and its being checked, on a busy machine
PLACE = {name: value for name, value in ADDRESS.items() if name != "email"}


def an_account(email: str = "sam@example.com", password: str = PASSWORD, **values) -> User:
    """With a confirmed address."""
    account = a_user(email, password=password)
    for name, value in values.items():
        setattr(account, name, value)
    account.save()
    confirm(account)
    return account


def confirm(account: User) -> None:
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)


def signed_in(account: User, visitor: Visitor | None = None) -> Visitor:
    """The browser in which somebody has signed in, by the form."""
    visitor = visitor or Visitor()
    answer = sign_in(visitor, account.email)
    assert answer.status_code == 302, answer.content.decode()
    return visitor


def sign_up(visitor: Visitor, email: str = "sam@example.com", password: str = PASSWORD):
    return visitor.fill("account_signup", email=email, password1=password)


def sign_in(visitor: Visitor, email: str, password: str = PASSWORD, **fields):
    return visitor.fill("account_login", login=email, password=password, **fields)


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.get("/account/").status_code == 200


def link_in(message) -> str:
    """The path behind a mail's button."""
    return urlsplit(re.search(r": (http\S+)", message.body)[1]).path


def press(visitor: Visitor, path: str, **fields):
    """Look at a page, then send its form."""
    page = visitor.get(path, follow=True)
    at = page.redirect_chain[-1][0] if page.redirect_chain else path
    return visitor.post(at, fields | {"csrfmiddlewaretoken": str(page.context["csrf_token"])})


def send(visitor: Visitor, name: str, *args, at: str = "account", **fields):
    """Press a button that stands on the page `at`."""
    token = str(visitor.look(at).context["csrf_token"])
    return visitor.post(reverse(name, args=args), fields | {"csrfmiddlewaretoken": token})


def code_of(secret: str, *, in_periods: int = 0) -> str:
    """What an app shows now, or some half minutes from now; never just before it ends."""
    left = app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD
    if left < TYPING:
        time.sleep(left)
    counter = next(auth.yield_hotp_counters_from_time()) + in_periods
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def confirm_yourself(visitor, then: str):
    return press(visitor, f"/account/confirm/?next={then}", password=PASSWORD)


def with_app(visitor) -> str:
    """Add an authenticator app; its secret."""
    confirm_yourself(visitor, "/account/second-step/app/")
    page = visitor.look("mfa_activate_totp")
    secret = page.context["form"].secret
    token = str(page.context["csrf_token"])
    fields = {"code": code_of(secret), "csrfmiddlewaretoken": token}
    answer = visitor.post("/account/second-step/app/", fields)
    assert answer["Location"] == reverse("mfa_view_recovery_codes"), text_of(answer)
    return secret


def add_passkey(account: User) -> Authenticator:
    """As if a device of this account had made one; nobody has its private key any more."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid.NONE, b"a passkey", key)
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, made)
    told = {"type": "webauthn.create", "challenge": "", "origin": "http://localhost"}
    credential = {
        "id": websafe_encode(b"a passkey"),
        "rawId": websafe_encode(b"a passkey"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(json.dumps(told).encode()),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
    return WebAuthn.add(account, "my phone", credential).instance


def in_cart(visitor: Visitor) -> dict[int, int]:
    """What the visitor's own page shows, by pack."""
    cart = visitor.look("cart").context["cart"]
    return {line.pack_id: line.quantity for line in cart.lines}


def add_address(visitor: Visitor, **changed):
    a_delivery_method()
    return visitor.fill("address-add", **(PLACE | changed))


def who_placed(email="sam@example.com"):
    """The browser that has placed an order, and the order."""
    order = a_placed_order({a_pack(): 1}, email=email)
    visitor = Visitor.who_placed(order)
    session = visitor.session
    session["placed"] = [order.number]
    session.save()
    return visitor, order


def owner_of(order):
    return Order.objects.get(pk=order.pk).user
