"""What is too large, too much, too deep or too slow gets a clear answer, and changes nothing."""

import json
import time
from contextlib import suppress

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from checkout.basket.models import Line
from tests.attacks.opened import *  # noqa: F403
from tests.attacks.shop import CUSTOMER, NOBODY, OWNER
from tests.attacks.sockets import asked, connected, form, head, serving, status_of
from tests.attacks.trials import Trials
from tests.outside.processes import wait_for

pytestmark = pytest.mark.django_db
TOO_LARGE = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
DEEP = 100_000
CREDENTIAL = "credential"
NOT_UNDERSTOOD = "We could not read what your browser sent."
TARGETS = (
    *((NOBODY, path) for path in ("/cart/add/", "/orders/find/", "/account/sign-in/")),
    *((CUSTOMER, path) for path in ("/checkout/details/", "/checkout/patient/", "/account/data/")),
    *((OWNER, path) for path in ("/admin/catalogue/pack/", "/admin/catalogue/medicine/import/")),
)


def many_fields() -> bytes:
    return "&".join(f"f{number}=1" for number in range(10_000)).encode()


def many_files() -> dict:
    return {f"file{number}": SimpleUploadedFile("a.jpg", b"a") for number in range(1000)}


def test_too_much_at_once_is_not_understood_and_says_so(shop):
    trials, wrong = Trials(), []
    bodies = {
        "10,000 fields": many_fields(),
        "one field of more than there may be": b"pack=1&text=" + b"x" * TOO_LARGE,
        "1,000 files": many_files(),
    }
    for who, path in TARGETS:
        for what, body in bodies.items():
            answer = trials.send(shop.people[who], "POST", path, body)
            if answer.status != 400 or NOT_UNDERSTOOD not in answer.html:
                wrong.append((who, path, what, answer.status))
            elif "content-security-policy" not in answer.headers:
                wrong.append((who, path, what, "without a policy"))
    assert wrong == []
    assert not trials.wrong, trials.said()


def test_too_many_parameters_are_refused_as_everything_is(shop):
    query = "&".join(f"a{number}=1" for number in range(10_000))
    trials, wrong = Trials(), []
    for who, path in [
        (NOBODY, "/medicines/"),
        (NOBODY, "/search/"),
        (OWNER, "/admin/order/order/"),
    ]:
        answer = trials.send(shop.people[who], "GET", f"{path}?{query}")
        if answer.status != 400 or "content-security-policy" not in answer.headers:
            wrong.append((path, answer.status, [*answer.headers]))
    assert wrong == []
    assert not trials.wrong, trials.said()


def test_long_headers_and_cookies_are_carried_or_refused(shop):
    trials = Trials()
    long = {"Referer": "x" * 65_536, "Cookie": f"a={'x' * 100_000}", "If-None-Match": '"x",' * 9000}
    for name, value in long.items():
        for path in ("/medicines/", "/cart/", "/account/sign-in/"):
            assert trials.look(shop.people[NOBODY], path, **{name: value}).status == 200, name
    assert not trials.wrong, trials.said()


def test_what_is_no_body_of_a_form_is_refused(shop):
    """A part without an end, kinds nobody knows, JSON where a form belongs."""
    trials, wrong = Trials(), []
    odd = (
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        (
            "multipart/form-data; boundary=a",
            b'--a\r\nContent-Disposition: form-data; name="pack"\r\n',
        ),
        ("multipart/form-data; boundary=\xff", b"--\xff--"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"pack=+ADw-"),
        ("application/x-www-form-urlencoded; charset=nothing", b"pack=1"),
        ("application/json", b'{"pack": 1}'),
        ("", b"\x00\xff"),
    )
    for who, path in TARGETS:
        for kind, body in odd:
            status = trials.send(shop.people[who], "POST", path, body, kind).status
            if status not in (302, 303, 400, 403, 422) and not (who == OWNER and status == 200):
                wrong.append((who, path, kind, status))
    assert wrong == []
    assert not trials.wrong, trials.said()


def test_json_without_a_bottom_is_refused(shop):
    trials = Trials()
    deep = "[" * DEEP + "]" * DEEP
    for body in (deep.encode(), json.dumps({"a": "x" * 300_000}).encode(), b"{" * TOO_LARGE):
        answer = trials.send(
            shop.people[NOBODY], "POST", "/stripe/webhook/", body, "application/json"
        )
        assert answer.status == 400
    for path in ("/account/passkeys/sign-in/", "/account/passkeys/add/"):
        for value in (deep, '{"a":' * DEEP, f'{{"id": "{"x" * 1_000_000}"}}'):
            answer = trials.post(shop.people[CUSTOMER], path, [(CREDENTIAL, value)])
            assert answer.status in (200, 302, 400), path
    assert not trials.wrong, trials.said()


def dribble(sockets, byte: bytes = b"x") -> None:
    for one in sockets:
        with suppress(OSError):
            one.sendall(byte)


def test_who_sends_slowly_holds_up_nobody_else(shop, tmp_path):
    add = form("/cart/add/", f"pack={shop.things['pack']}&quantity=1".encode())
    look = head("GET", "/medicines/")
    with serving(tmp_path) as port:
        assert asked(port, look)[0] == 200
        assert asked(port, add)[0] == 303
        with connected(port, 8) as slow_forms, connected(port, 50) as slow_heads:
            for one in slow_heads:
                one.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
            begin(slow_forms)
            looked, sent = [], []
            for _turn in range(4):
                dribble(slow_forms)
                dribble(slow_heads)
                looked.append(asked(port, look))
                sent.append(asked(port, add))
                with connected(port, 2) as who_leave:
                    begin(who_leave)
                    looked.append(asked(port, look))
                time.sleep(0.3)
            assert {status for status, _seconds in looked} == {200}
            # Nobody's turn but one sender's, who does not come to an end: that is said at once.
            assert {status for status, _seconds in sent} == {503}
            assert max(seconds for _status, seconds in (*looked, *sent)) < 1, (looked, sent)
        wait_for(lambda: asked(port, add)[0] == 303, "nobody's turn comes any more", seconds=9)
        assert before_the_end_is_nothing(shop, port)
        assert asked(port, head("GET", "/cart/", Referer="x" * 65_536))[0] in (200, 400, 431)
        assert asked(port, head("GET", "/cart/", Cookie="a=" + "x" * 100_000))[0] in (200, 400, 431)
        assert asked(port, head("POST", "/cart/add/", Content_Length="-1"))[0] == 400
        assert asked(port, form("/cart/add/", b"", announced=10**15))[0] in (0, 400, 413)
        assert asked(port, head("GET", "/medicines/"))[0] == 200


def begin(sockets) -> None:
    for one in sockets:
        one.sendall(form("/cart/add/", b"pack=", announced=500))


def before_the_end_is_nothing(shop, port: int) -> bool:
    """A form whose sender is gone was about to say more: "quantity=1" of "quantity=10"."""
    lines = Line.objects.count()
    cut = form("/cart/add/", f"pack={shop.things['pack']}&quantity=1".encode(), announced=60)
    with connected(port) as [one]:
        one.sendall(cut)
        one.shutdown(1)
        with suppress(OSError):
            assert status_of(one) in (0, 400)
    time.sleep(0.5)
    return Line.objects.count() == lines
