"""Every address of the shop as everybody, looked at and sent to: what is not theirs stays shut."""

import pytest

from checkout.accounts.models import User
from tests.attacks.asking import LOST, NO_FORM, REFUSED, SIGN_IN, Asker, word_of
from tests.attacks.pages import filled_in
from tests.attacks.reach import PUBLIC, told
from tests.checkout.accounts.people import an_account
from tests.pharmacy.addresses import ADDRESSES, STAFFS
from tests.pharmacy.roles import (
    AREAS,
    EVERY_STAFF,
    NOBODYS,
    ONLY_LOOK,
    OWNER,
    OWNERS,
    ROLES,
    Area,
)
from tests.pharmacy.things import filled

pytestmark = pytest.mark.django_db
MAY_SEE_RECEIPTS = ("pharmacist", "dispenser", "support", OWNER)
SIGN_IN_AND_OUT, SHUT = {"login", "logout"}, (LOST, NO_FORM)


def test_every_address_of_the_shop_is_in_the_table():
    missing = ADDRESSES.keys() - told().keys() - PUBLIC
    assert not missing, (
        f"Nothing says who reaches {sorted(missing)}: add a row for each to the table of "
        "tests/attacks/reach.py, or its name to PUBLIC where all see the same and nothing is sent."
    )
    gone = (told().keys() | PUBLIC) - ADDRESSES.keys()
    assert not gone, f"Take {sorted(gone)} out of tests/attacks/reach.py: they have no address."
    assert not told().keys() & PUBLIC


def test_nobody_reaches_what_is_anothers(sams, things):
    """And nobody but Sam reads or changes anything of Sam's, with all its numbers known."""
    whole = filled_in({**things, **sams.places})[0]
    whole["mfa_remove_webauthn"] = f"/account/passkeys/{sams.passkey}/remove/"
    ada = an_account("ada@example.com")
    askers = (Asker(), Asker(ada), Asker(sams.account, cart=sams.cart))
    words, wrong = sams.words, []
    for name, (looks, sent) in told().items():
        for who, asker in enumerate(askers):
            for said, ask in ((looks[who], asker.look), (sent[who], asker.send)):
                answer = ask(whole[name], headers={"Sec-Fetch-Site": "same-origin"})
                read = [word for word in words if word in answer.text_sent]
                if word_of(answer) != said or (read and who < 2):
                    wrong.append((name, who, ask.__name__, said, word_of(answer), read))
    assert wrong == []
    assert {name for name in PUBLIC if word_of(askers[1].send(whole[name])) != NO_FORM} == set()


def test_whatever_another_sends_to_an_address_of_sams_changes_none_of_it(sams, things):
    ada, before = Asker(an_account("ada@example.com")), None
    fields = {"then": "cart", "remove": "1", "method": "1", "password1": "a long passphrase"}
    places = {**things, **sams.places}
    changed = []
    for number in (sams.sent.number, sams.waits.number):
        for name, path in filled_in(places | {"number": number})[0].items():
            if not ("<slug:number>" in ADDRESSES[name] or "<int:pk>" in ADDRESSES[name]):
                continue
            for asker in (Asker(), ada):
                asker.watch = None
                before = before or sams.rows()
                asker.watch = sams.rows
                if asker.send(path, fields).seen != before:
                    changed.append(name)
    assert changed == []


def test_staff_reach_nothing_of_shoppers_but_receipts(sams, things):
    addresses = filled_in({**things, **sams.places})[0]
    for role in (*ROLES, OWNER):
        member = Asker(User.objects.get(email=f"{role}@example.com"))
        opened = {
            name
            for name, path in addresses.items()
            if "<slug:number>" in ADDRESSES[name] or name == "address"
            for ask in (member.look, member.send)
            if word_of(ask(path)) not in SHUT
        }
        assert opened == ({"order-receipt"} if role in MAY_SEE_RECEIPTS else set()), role


@pytest.mark.parametrize("role", [*ROLES, OWNER])
def test_a_member_of_staff_opens_and_sends_what_is_theirs_and_nothing_else(things, role):
    """What is sent is tried where it has to be refused: what it does elsewhere is told there."""
    member = Asker(User.objects.get(email=f"{role}@example.com"))
    wrong = []
    for area in (*AREAS, EVERY_STAFF, OWNERS, Area("Nobody's", (), NOBODYS)):
        theirs = role in area.who or (role == OWNER and area.addresses != NOBODYS)
        for name in area.addresses:
            path = filled(STAFFS[name], things)
            if (looked := word_of(member.look(path))) != NO_FORM and theirs == (looked == REFUSED):
                wrong.append((name, "looked at", looked))
            if theirs and role not in ONLY_LOOK.get(name, ()):
                continue
            if (sent := word_of(member.send(path))) not in (REFUSED, NO_FORM):
                wrong.append((name, "sent", sent))
    assert wrong == []


def test_who_is_no_staff_is_asked_to_sign_in(things):
    customer, wrong = Asker(an_account("customer@example.com")), []
    for asker in (Asker(), customer):
        for name in STAFFS.keys() - SIGN_IN_AND_OUT:
            for ask in (asker.look, asker.send):
                answer = ask(filled(STAFFS[name], things))
                to = answer.get("Location", "").partition("?")[0]
                if (word_of(answer), to) != (SIGN_IN, "/admin/login/"):
                    wrong.append((name, ask.__name__, word_of(answer)))
    assert wrong == []
    assert word_of(customer.look("/admin/login/")) == REFUSED
