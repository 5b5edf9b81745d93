"""A shop answers to its own names alone, and its mails lead there, whatever a request calls it."""

import re

import pytest
from django.core import mail

from tests.attacks.asking import Asker
from tests.attacks.pages import filled_in
from tests.checkout.accounts.people import PASSWORD
from tests.checkout.shopping import let_the_worker_work
from tests.checkout.visitor import Visitor

pytestmark = pytest.mark.django_db
EVIL, OURS = "evil.example", "shop.example.com"
# Others, ours with something more, and two at once, as servers join a header that comes twice.
NOT_OURS = (
    *(EVIL, f"{EVIL}:80", f"{OURS}.{EVIL}", f"{EVIL}.{OURS}", f"www.{OURS}", "example.com"),
    *(f"{OURS},{EVIL}", f"{OURS}, {EVIL}", f"{EVIL},{OURS}", f"{OURS},", f"{OURS},{OURS}"),
    *(f"{OURS}@{EVIL}", f"{EVIL}@{OURS}", f"{OURS}:80@{EVIL}", f"{OURS}:x", f"{OURS}:80:80"),
    *(f"{OURS}/{EVIL}", f"{EVIL}#{OURS}", f"{EVIL}?{OURS}", f"{OURS}\\", f"{OURS} ", f"{OURS}.."),
    *("*", "", ".", "[::1]", "localhost", "127.0.0.1", "testserver", "shop.example.c\u1d0fm"),
)


def test_to_another_name_nothing_is_answered(things, settings):
    settings.ALLOWED_HOSTS = [OURS]
    nobody, wrong = Asker(), []
    shoppers, staffs = filled_in(things)
    for name, path in (shoppers | staffs).items():
        for ask in (nobody.look, nobody.send):
            answer = ask(path, HTTP_HOST=EVIL)
            if answer.status_code != 400:
                wrong.append((name, ask.__name__, answer.status_code))
    assert wrong == []


def test_only_the_very_name_is_the_shops(things, settings):
    settings.ALLOWED_HOSTS = [OURS]
    nobody = Asker()

    def status(host: str) -> int:
        forged = {"X-Forwarded-Host": OURS}
        return nobody.look("/medicines/", HTTP_HOST=host, headers=forged).status_code

    assert [status(host) for host in (OURS, OURS.upper() + ":443", OURS + ".")] == [200] * 3
    assert [host for host in NOT_OURS if status(host) != 400] == []


def test_a_page_kept_for_one_name_is_the_same_for_another(things, client):
    pages = {client.get("/medicines/", HTTP_HOST=host).content for host in ("one.example", EVIL)}
    assert len(pages) == 1


def test_every_mail_leads_to_the_shop_itself(sams, settings, mailoutbox):
    """Each of those that somebody can have sent by asking for it."""
    visitor = Visitor()
    visitor.defaults["HTTP_HOST"] = EVIL
    visitor.defaults["HTTP_X_FORWARDED_HOST"] = EVIL
    visitor.fill("account_signup", email="ada@example.com", password1=PASSWORD)
    for email in ("sam@example.com", "ada@example.com", "nobody@example.com"):
        visitor.fill("account_signup", email=email, password1=PASSWORD)
        visitor.fill("account_reset_password", email=email)
    visitor.fill("order-find", number=sams.sent.number, email="sam@example.com")
    let_the_worker_work()
    assert len(mailoutbox) >= 6
    for message in mail.outbox:
        said = message.body + "".join(str(part.content) for part in message.alternatives)
        assert EVIL not in said, message.subject
        links = re.findall(r"https?://[^\s\"<>]+", said)
        assert links, message.subject
        assert [link for link in links if not link.startswith(settings.SITE_URL)] == []
