"""Cookies of somebody's own making, and ids of another's cart: no error, and nobody else's cart."""

from datetime import timedelta
from string import ascii_letters, digits

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import timezone

from checkout.accounts.models import Session
from checkout.accounts.session_store import SessionStore
from checkout.basket.current import signed_basket_id
from checkout.basket.models import Basket, Line
from tests.attacks.asking import TOKEN, Asker
from tests.checkout.accounts.people import an_account, is_signed_in, send, signed_in
from tests.checkout.basket.test_current import signed
from tests.checkout.shopping import a_cart
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

pytestmark = pytest.mark.django_db
BASKET, SESSION = settings.OSCAR_BASKET_COOKIE_OPEN, settings.SESSION_COOKIE_NAME
NAMES = (
    *(SESSION, BASKET, settings.CSRF_COOKIE_NAME, "shop_has", "messages"),
    # Those of a shop with https, of Django and of Oscar, which this one has never set.
    *("__Host-session", "__Host-basket", "__Host-csrf", "sessionid", "csrftoken"),
    *("oscar_open_basket", "oscar_saved_basket", "oscar_history", "django_language", ""),
)
# As they stand in the header: a server hands bytes on as Latin-1, Python reads "\\000" as a NUL.
VALUES = (
    *("", "1", "-1", "1.1", "x", "a" * 32, "A" * 32, "x" * 10_000),
    *(r'"\000\000\000\000\000\000\000\000"', '"' + r"\000" * 32 + '"', r'"\377\377\377\377\377"'),
    *("' OR 1=1 --xxxxxxxx", "%00%0d%0aSet-Cookie: a=b", "../../../etc/passwd", "{{7*7}}{{7*7}}"),
    *("é".encode().decode("latin1") * 32, "\xff\xfe" * 16, "1:1abcde:nonsense", "null", "[]"),
)
PAGES = (
    *("/", "/cart/", "/cart/personal/?packs=1", "/checkout/details/", "/checkout/review/"),
    *("/consultation/", "/consultation/packs/", "/orders/find/", "/account/", "/account/data/"),
    *("/account/sign-in/", "/account/second-step/sign-in/", "/admin/", "/admin/login/"),
)


def test_a_cookie_of_ones_own_making_is_no_error_and_nobodys_cart(things):
    pack, wrong = a_pack(), []
    theirs = a_cart({pack: 3})
    for value in VALUES:
        header = "; ".join(f"{name}={value}" for name in NAMES)
        for page in PAGES:
            answer = Asker().look(page, HTTP_COOKIE=header)
            if answer.status_code >= 500 or str(pack) in answer.text_sent:
                wrong.append((value[:40], page, answer.status_code))
        fields = {"pack": things["pack"], "quantity": 1, "csrfmiddlewaretoken": TOKEN}
        for name in ("add", "set", "clear"):
            kept = {"HTTP_COOKIE": header, "HTTP_SEC_FETCH_SITE": "same-origin"}
            answer = Asker().send(f"/cart/{name}/", fields, **kept)
            if answer.status_code >= 500:
                wrong.append((value[:40], name, answer.status_code))
    assert wrong == []
    assert Line.objects.get(basket=theirs).quantity == 3


def test_what_is_no_key_of_ours_is_not_even_looked_up(django_assert_num_queries):
    for key in ("x", "\0" * 32, "A" * 32, "a" * 31, "a" * 33, "a" * 32 + "\n", "é" * 32, ""):
        with django_assert_num_queries(0):
            assert dict(SessionStore(key).items()) == {}


def test_of_a_carts_cookie_no_letter_may_be_another():
    whole = signed(str(a_cart({a_pack(): 1})))
    assert cart_of(whole)
    others = {
        whole[:place] + letter + whole[place + 1 :]
        for place in range(len(whole))
        for letter in (
            *"a1-_:.=",
            next(one for one in ascii_letters + digits if one != whole[place]),
        )
    }
    assert [cookie for cookie in others - {whole} if cart_of(cookie)] == []


def cart_of(cookie: str) -> int | None:
    request = RequestFactory().get("/")
    request.COOKIES, request.session = {BASKET: cookie}, {}
    return signed_basket_id(request)


def test_a_session_that_has_ended_opens_nothing():
    sam, pack = signed_in(an_account()), a_pack()
    sam.add(pack)
    kept = {SESSION: sam.cookies[SESSION].value, BASKET: sam.cookies[BASKET].value}
    assert is_signed_in(with_cookies(kept))
    assert in_cart(with_cookies(kept)) == [pack.pk]

    send(sam, "account_logout")
    assert_opens_nothing(kept)

    again = signed_in(an_account("ada@example.com"))
    kept[SESSION] = again.cookies[SESSION].value
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert_opens_nothing(kept)


def test_an_accounts_cart_is_in_nobody_elses_hands():
    """Whoever has its cookie, or has had it in a browser that two people use."""
    sam, pack = signed_in(an_account()), a_pack()
    sam.add(pack, 2)
    theirs = sam.cookies[BASKET].value
    ada = signed_in(an_account("ada@example.com"))
    for other in (Visitor(), ada):
        other.cookies[BASKET] = theirs
        assert in_cart(other) == []
        assert str(pack) not in other.get("/cart/personal/?packs=1").content.decode()


def test_ids_of_anothers_cart_change_and_show_nothing_of_it():
    """Every form of a cart, with every name an id could have."""
    theirs, own = a_pack(), a_pack()
    sams = a_cart({theirs: 2})
    line = Line.objects.get(basket=sams)
    before = list(Line.objects.filter(basket=sams).values())
    ids = {
        **dict.fromkeys(("basket", "basket_id", "cart", "cart_id", "basket-id", "owner"), sams),
        **dict.fromkeys(("line", "line_id", "id", "form-0-id", "reference"), line.pk),
    }
    ada = Visitor()
    ada.add(own)
    for name in ("add", "set", "swap", "clear", "add-set"):
        for pack in (theirs.pk, line.pk, sams, own.pk):
            fields = ids | {"pack": pack, "quantity": 5, "dosage": theirs.dosage_id, "saving": 0}
            answer = ada.post(
                f"/cart/{name}/?basket={sams}&line={line.pk}",
                fields,
                headers={"Sec-Fetch-Site": "same-origin", "HX-Target": f"line-{line.pk}"},
            )
            assert answer.status_code < 500, (name, pack)
    assert list(Line.objects.filter(basket=sams).values()) == before
    assert Basket.objects.get(pk=sams).status == Basket.OPEN
    assert ada.basket_id != sams


def with_cookies(kept: dict[str, str]) -> Client:
    visitor = Visitor()
    for name, value in kept.items():
        visitor.cookies[name] = value
    return visitor


def in_cart(visitor) -> list[int]:
    return [line.pack_id for line in visitor.get("/cart/").context["cart"].lines]


def assert_opens_nothing(kept: dict[str, str]) -> None:
    replayed = with_cookies(kept)
    assert not is_signed_in(replayed)
    assert in_cart(replayed) == []
