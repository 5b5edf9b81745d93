"""Somebody who asks the shop for anything with a good token, and leaves it as it was."""

from collections.abc import Callable
from copy import deepcopy

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from checkout.accounts.models import User
from tests.checkout.basket.test_current import signed

# Django takes it for a token where the cookie says the same.
TOKEN = "a" * 32
PAGE, SIGN_IN, ON = "page", "sign-in", "on"
LOST, REFUSED, NO_FORM = "lost", "refused", "none"
WORDS = {
    200: PAGE,
    400: "odd",
    403: REFUSED,
    404: LOST,
    405: NO_FORM,
    409: "late",
    422: "again",
}


class Asker:
    """A browser, of `user` where one is given; whatever it is answered, nothing of it stays.

    An account has just shown that it is its owner who sits there. `cart`: the id of one of its own.
    """

    def __init__(self, user: User | None = None, *, cart: int | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        if user:
            self.client.force_login(user)
            session = self.client.session
            for shown in session["account_authentication_methods"]:
                shown["reauthenticated"] = True
            session.save()
        if user and cart:
            self.client.cookies[settings.OSCAR_BASKET_COOKIE_OPEN] = signed(f"{cart}.{user.pk}")
        # Looks at what is there after each answer, before that is taken back.
        self.watch: Callable[[], object] | None = None
        self._cookies = deepcopy(self.client.cookies)

    def look(self, path: str, **asked) -> HttpResponse:
        return self._answer(self.client.get, path, **asked)

    def send(self, path: str, fields: dict | None = None, **asked) -> HttpResponse:
        token = {"csrfmiddlewaretoken": TOKEN}
        return self._answer(self.client.post, path, token | (fields or {}), **asked)

    def ask(self, method: str, path: str, **asked) -> HttpResponse:
        """By any method, with the token where scripts put it."""
        return self._answer(self.client.generic, method, path, HTTP_X_CSRFTOKEN=TOKEN, **asked)

    def _answer(self, ask: Callable[..., HttpResponse], *what, **asked) -> HttpResponse:
        with transaction.atomic():
            answer = ask(*what, **asked)
            answer.text_sent = b"".join(answer).decode(errors="replace")
            answer.seen = self.watch() if self.watch else None
            transaction.set_rollback(True)
        self.client.cookies = deepcopy(self._cookies)
        return answer


def word_of(answer: HttpResponse) -> str:
    """What somebody is answered, in a word."""
    if answer.status_code in (301, 302, 303):
        to = answer["Location"]
        return SIGN_IN if to.startswith(("/account/sign-in/", "/admin/login/")) else ON
    return WORDS.get(answer.status_code, str(answer.status_code))
