"""No address leads a visitor to another site, or says another name of the shop than its own."""

import re
from html import unescape
from urllib.parse import urlencode, urljoin, urlsplit

import pytest

from checkout.accounts.models import User
from tests.attacks.asking import Asker
from tests.attacks.pages import filled_in
from tests.checkout.accounts.people import ANOTHER, PASSWORD

pytestmark = pytest.mark.django_db
OURS = "testserver"
# Where a view that looks for an address at all may lead.
HARMLESS = "/contact/?well-meant"
# To say the whole address again that was asked for is no heed: there it is encoded twice.
HEEDS = re.compile(r"(?:/|=%2F)contact(?:/|%2F)(?:\?|%3F)well-meant")
EVILS = (
    *("https://evil.example/", "//evil.example", "///evil.example", "////evil.example"),
    *(r"\\evil.example", r"/\evil.example", r"/\/evil.example", "/.//evil.example"),
    *("/\t/evil.example", "\t//evil.example", "\x00//evil.example", "/\r\n/evil.example"),
    *("https:evil.example", "https:/evil.example", "http:///evil.example", "//[evil.example"),
    *(
        "https://testserver@evil.example",
        "//testserver:80@evil.example",
        "//testserver.evil.example",
    ),
    *("javascript:alert(1)//evil.example", "data:text/html,evil.example", "evil", "evil:evil"),
    *("%2f%2fevil.example", "/%2f%2fevil.example", "/%5cevil.example", "x" * 3000 + "//evil"),
    "/a\r\nLocation: https://evil.example",
)
# What somebody may say the shop is called, for whatever believes it more than the setting.
EVIL = "evil.example"
FORGED = {
    "X-Forwarded-Host": EVIL,
    "X-Host": EVIL,
    "X-Original-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "Forwarded": f"host={EVIL};proto=https",
    "X-Original-URL": f"https://{EVIL}/admin/",
    "X-Rewrite-URL": "/admin/",
    "X-Forwarded-Prefix": f"//{EVIL}",
    "X-Forwarded-Port": "1",
}
# What a view of ours reads on its way to another page, and what other shops have read.
NAMED = (
    *("next", "then", "to", "held", "back", "again", "return", "return_to", "returnTo"),
    *("redirect", "redirect_to", "redirect_url", "redirect_uri", "url", "u", "r", "from"),
    *("goto", "continue", "destination", "target", "success_url", "cancel_url"),
)
# Forms that lead on once they are filled in: by what is entered beside where to go then.
ENTERED = {
    "account_login": {"login": "sam@example.com", "password": PASSWORD},
    "account_signup": {"email": "ada@example.com", "password1": PASSWORD},
    "account_reset_password": {"email": "sam@example.com"},
    "account_reauthenticate": {"password": PASSWORD},
    "account_change_password": {"oldpassword": PASSWORD, "password1": ANOTHER},
    "order-find": {"number": "R7KQ-2MXA", "email": "sam@example.com"},
}
# Known to lead where they are told, so that they are not missed.
HEEDED = {
    *("account_login", "account_signup", "account_logout", "account_reauthenticate"),
    *("account-staff", "login", "logout"),
}
# One for each way in which an address is held against our own; others are led by these.
OWN_CHECKS = {"account_login", "account-staff", "logout"}
A_FEW = (EVILS[0], EVILS[1], r"/\evil.example", "\x00//evil.example", "evil")
HEADS = ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "Refresh", "Content-Location")
LINK = re.compile(r'(?:href|src|action|formaction|hx-\w+|data-\w+)="([^"]*evil[^"]*)"')


def leaves(address: str) -> bool:
    """Whether a browser goes elsewhere for it, as https://url.spec.whatwg.org/ has it read."""
    seen = re.sub(r"[\t\r\n]", "", address.strip("".join(map(chr, range(33))))).replace("\\", "/")
    seen = re.sub(r"^(https?:)?/{2,}", r"\1//", seen, flags=re.IGNORECASE)
    try:
        parts = urlsplit(urljoin(f"http://{OURS}/account/", seen))
    except ValueError:
        return True
    return parts.scheme not in ("http", "https") or parts.netloc != OURS


@pytest.mark.parametrize("evil", [evil for evil in EVILS[:8] if "/./" not in evil])
def test_what_leads_away_is_noticed(evil):
    assert leaves(evil)
    assert not leaves(f"/account/?next={evil}")


def test_no_address_leads_away_for_any_parameter_or_header(sams, things):
    """Each is asked with an address of ours; what makes anything of it then with others.

    The first time the shop is called by another name as well, which it never says again.
    """
    shoppers, staffs = filled_in(things)
    owners = staffs | {name: shoppers[name] for name in ("account-staff", "account_login")}
    heeds, wrong = set(), []
    for asker, addresses in (
        (Asker(), shoppers | {"login": staffs["login"]}),
        (Asker(sams.account), shoppers | filled_in(sams.places)[0]),
        (Asker(User.objects.get(email="owner@example.com")), owners),
    ):
        for name, path in addresses.items():
            for ask in (asker.look, asker.send):
                said = said_by(asked(ask, name, path, HARMLESS, FORGED, HTTP_HOST=EVIL))
                wrong += [(name, ask.__name__, said)] if EVIL in said else []
                if HEEDS.search(said):
                    heeds.add(name)
                    wrong += led_away(ask, name, path)
    assert wrong == []
    assert heeds >= HEEDED


def led_away(ask, name: str, path: str) -> list[tuple]:
    evils = EVILS if name in OWN_CHECKS else A_FEW
    answers = ((evil, asked(ask, name, path, evil)) for evil in evils)
    return [
        (name, ask.__name__, evil[:40], answer.status_code, ways_out(answer))
        for evil, answer in answers
        if answer.status_code >= 500 or ways_out(answer)
    ]


def said_by(answer) -> str:
    return " ".join([answer.text_sent, str(answer.headers), str(answer.cookies)])


def asked(ask, name: str, path: str, address: str, more=None, **asked):
    """By every name at once, in the address, in what is sent, and in the headers."""
    to = dict.fromkeys(NAMED, address)
    said = re.sub(r"[\x00-\x1f]", "", address)
    headers = {"Referer": said, "HX-Current-URL": said, "Sec-Fetch-Site": "same-origin"}
    asked["headers"] = headers | (more or {})
    at = f"{path}?{urlencode(to)}"
    if ask.__name__ == "look":
        return ask(at, **asked)
    return ask(at, to | ENTERED.get(name, {}), **asked)


def ways_out(answer) -> list[str]:
    """Where an answer leads that is not ours."""
    led = [answer[name] for name in HEADS if name in answer]
    led += map(unescape, LINK.findall(answer.text_sent))
    return [to for to in led if leaves(to)]
