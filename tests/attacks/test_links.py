"""A mailed link opens what it was mailed for: no letter may be another, nor may it be too old."""

from datetime import datetime, timedelta
from string import ascii_letters

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing

from checkout.order.page.access import link_opens, signed_link
from tests.attacks.asking import Asker
from tests.checkout.accounts.people import (
    ANOTHER,
    an_account,
    is_signed_in,
    press,
    sign_in,
    signed_in,
)
from tests.checkout.shopping import a_placed_order
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

pytestmark = pytest.mark.django_db


def altered(key: str) -> set[str]:
    """The key with one letter another, missing or doubled, at every place."""
    other = str.maketrans(ascii_letters, ascii_letters[1:] + ascii_letters[0])
    places = range(len(key))
    return {
        *(key[:at] + key[at].translate(other) + key[at + 1 :] for at in places),
        *(key[:at] + key[at].swapcase() + key[at + 1 :] for at in places),
        *(key[:at] + digit + key[at + 1 :] for at in places for digit in "07"),
        *(key[:at] + key[at + 1 :] for at in places),
        *(key[:at] + key[at] + key[at:] for at in places),
        *(f"{key}=", f" {key}", f"{key} ", f"{key}\0", f"{key}\n", key.replace(":", "%3A")),
    } - {key}


def test_of_an_orders_link_no_letter_may_be_another():
    order, other = (a_placed_order({a_pack(): 1}) for _ in range(2))
    key = signed_link(order).partition("?key=")[2]
    assert link_opens(order.number, key)
    assert [one for one in altered(key) if link_opens(order.number, one)] == []
    assert [one for one in altered(order.number) if link_opens(one, key)] == []
    assert not link_opens(other.number, key)
    nobody = Asker()
    for page in ("", "prescription/"):
        path = f"/orders/{order.number}/{page}"
        assert nobody.look(f"{path}?key={key}").status_code == 302
        assert nobody.look(f"{path}?key={key[:-1]}").status_code == 404
        told = {"Referer": f"http://testserver{path}?key={key}"}
        assert nobody.look(path, headers=told).status_code == 404


def test_of_an_addresss_link_no_letter_may_be_another_nor_is_it_good_for_ever(monkeypatch):
    address = EmailAddress.objects.create(user=an_account(), email="new@example.com")
    key = EmailConfirmationHMAC.create(address).key
    assert EmailConfirmationHMAC.from_key(key)
    assert [one for one in altered(key) if EmailConfirmationHMAC.from_key(one)] == []
    nobody = Asker()
    assert nobody.send(f"/account/email/{key}/").status_code == 302
    assert nobody.send(f"/account/email/{key[:-1]}/").status_code == 404
    later(monkeypatch, signing.time, days=4)
    assert nobody.send(f"/account/email/{key}/").status_code == 404
    assert "<form" not in main_of(nobody.look(f"/account/email/{key}/"))


def test_a_link_to_a_new_password_opens_whole_for_its_account_and_not_too_late(monkeypatch):
    sam, ada, nobody = an_account(), an_account("ada@example.com"), Asker()
    key = default_token_generator.make_token(sam)

    def opens(account: object, key: str) -> bool:
        answer = nobody.look(f"/account/password/new/{account}-{key}/")
        assert answer.status_code in (200, 302)
        return answer.status_code == 302

    mine = user_pk_to_url_str(sam)
    assert opens(mine, key)
    assert [one for one in altered(key) if default_token_generator.check_token(sam, one)] == []
    others = (user_pk_to_url_str(ada), 0, 10**12, "zzzzzzzzzzzzz", "z" * 300)
    assert [one for one in others if opens(one, key)] == []
    assert not opens(mine, key[:-1] + ("0" if key[-1] != "0" else "1"))
    assert not opens(mine, "set-password")
    now = datetime.now()
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _: now + timedelta(days=4))
    assert not opens(mine, key)


def test_looking_at_a_link_to_a_new_password_signs_nobody_out():
    """Anybody can ask for one to the own account, and let another follow it."""
    evil, sam = an_account("evil@example.com"), signed_in(an_account())
    key = default_token_generator.make_token(evil)
    page = sam.get(f"/account/password/new/{user_pk_to_url_str(evil)}-{key}/", follow=True)
    assert 'name="password1"' in page.content.decode()
    assert is_signed_in(sam)

    press(sam, page.redirect_chain[-1][0], password1=ANOTHER)

    assert not is_signed_in(sam)
    assert sign_in(Visitor(), "evil@example.com", ANOTHER)["Location"] == "/account/"


def later(monkeypatch, clock, *, days: int) -> None:
    now = clock.time()
    monkeypatch.setattr(clock, "time", lambda: now + days * 24 * 3600)


def main_of(answer) -> str:
    return answer.text_sent.partition("<main")[2].partition("</main>")[0]
