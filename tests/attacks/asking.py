"""Somebody who asks the shop for anything with a good token, and leaves it as it was."""

from copy import deepcopy

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from checkout.accounts.models import User

# Django takes it for a token where the cookie says the same.
TOKEN = "a" * 32
PAGE, SIGN_IN, LOST, REFUSED = "a page", "to sign-in", "not found", "refused"
ON, AGAIN, NO_FORM, ODD = "on to another", "the form again", "no form", "not understood"
WORDS = {200: PAGE, 403: REFUSED, 404: LOST, 405: NO_FORM, 422: AGAIN, 400: ODD}


class Asker:
    """A browser, of `user` where one is given; whatever it is answered, nothing of it stays."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if user:
            self.client.force_login(user)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        self._cookies = deepcopy(self.client.cookies)

    def look(self, path: str, **asked) -> HttpResponse:
        return self._ask("GET", path, {}, **asked)

    def send(self, path: str, fields: dict | None = None, **asked) -> HttpResponse:
        token = {"csrfmiddlewaretoken": TOKEN}
        return self._ask("POST", path, token | (fields or {}), **asked)

    def _ask(self, method: str, path: str, fields: dict, **asked) -> HttpResponse:
        with transaction.atomic():
            answer = getattr(self.client, method.lower())(path, fields, **asked)
            answer.text_sent = b"".join(answer).decode(errors="replace")
            transaction.set_rollback(True)
        self.client.cookies = deepcopy(self._cookies)
        return answer


def word_of(answer: HttpResponse) -> str:
    """What somebody is answered, in a word."""
    if answer.status_code in (301, 302, 303):
        to = answer["Location"]
        return SIGN_IN if to.startswith(("/account/sign-in/", "/admin/login/")) else ON
    return WORDS.get(answer.status_code, str(answer.status_code))
