"""Requests to a shop, each of which is taken back: the next one finds all as it was."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.http import QueryDict
from django.test import Client

from tests.attacks.odd import Fields, encoded
from tests.attacks.shop import Person
from tests.catalog.test_constraints import check_deferred_constraints
from tests.html_form import SentForm, every_form

FORM = "application/x-www-form-urlencoded"
# What a visitor did wrong has a name of its own in the log, and is no fault of ours.
VISITORS_FAULT = "django.security."
READS = ("get", "getlist", "__getitem__", "__contains__")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def html(self) -> str:
        """ "" of what is no page."""
        is_page = self.headers.get("content-type", "").startswith("text/html")
        return self.body.decode() if is_page else ""

    @property
    def forms(self) -> list[SentForm]:
        return every_form(self.html)


@dataclass
class Trials:
    """`wrong` is what was answered with an error of ours, or written into the log as one.

    Each fault once, by what was raised and where, with the first request that met it.
    """

    wrong: dict[str, str] = field(default_factory=dict)

    def said(self) -> str:
        return "\n".join(f"{told}\n    met by {what}" for told, what in self.wrong.items())

    def look(self, who: Person, path: str, fields: Fields = (), **headers: str) -> Answer:
        query = encoded(fields)
        return self.send(who, "GET", f"{path}?{query}" if query else path, **headers)

    def post(
        self, who: Person, path: str, fields: Fields, files: dict[str, bytes] | None = None
    ) -> Answer:
        if files is None:
            return self.send(who, "POST", path, encoded(fields).encode())
        data: dict = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        data |= {name: SimpleUploadedFile("odd.bin", content) for name, content in files.items()}
        return self.send(who, "POST", path, data)

    def send(
        self,
        who: Person,
        method: str,
        path: str,
        body: bytes | dict = b"",
        content_type: str = FORM,
        **headers: str,
    ) -> Answer:
        with undone(), self._watched(f"{who.name}: {method} {path[:400]} {str(body)[:400]}"):
            return answer_to(who, method, path, body, content_type, **headers)

    @contextmanager
    def _watched(self, what: str) -> Iterator[None]:
        """Notes what is logged meanwhile; a transaction that could not have ended is as bad."""
        faults = _Faults()
        logging.getLogger().addHandler(faults)
        try:
            yield
            check_deferred_constraints()
        except Error as error:
            faults.told.append(f"nothing could be saved: {error}")
        finally:
            logging.getLogger().removeHandler(faults)
        for told in faults.told:
            self.wrong.setdefault(told, what)


def answer_to(
    who: Person, method: str, path: str, body: bytes | dict, content_type: str, **headers: str
) -> Answer:
    """What is done stays done, but for what the browser is given to keep."""
    client = Client(raise_request_exception=False)
    for name, value in who.cookies.items():
        client.cookies[name] = value
    headers = {"Sec-Fetch-Site": "same-origin"} | headers
    if isinstance(body, dict):
        response = client.post(path, body, headers=headers)
    else:
        response = client.generic(method, path, body, content_type, headers=headers)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name.lower(): value for name, value in response.items()}
    return Answer(response.status_code, headers, content)


def target_of(form: SentForm, page: str) -> str:
    """The path a form of a page goes to; "" where that is not ours."""
    parts = urlsplit(urljoin(f"http://testserver{page}", form.action))
    return (
        parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.hostname == "testserver"
        else ""
    )


@contextmanager
def undone() -> Iterator[None]:
    """To what is in it the transaction around it is none, as one of a test is none to it."""
    around = transaction.atomic()
    around._from_testcase = True
    with around:
        yield
        transaction.set_rollback(True)


@contextmanager
def names_asked() -> Iterator[set[str]]:
    """The names that pages look for in what they are asked with, whatever there is."""
    asked: set[str] = set()

    def listening(method: str):
        plain = getattr(QueryDict, method)

        def listen(query, name, *rest):
            if isinstance(name, str):
                asked.add(name)
            return plain(query, name, *rest)

        return listen

    with pytest.MonkeyPatch.context() as patched:
        for method in READS:
            patched.setattr(QueryDict, method, listening(method))
        yield asked


class _Faults(logging.Handler):
    """What the log would say of a fault of ours."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(VISITORS_FAULT):
            return
        if record.levelno >= logging.ERROR or record.exc_info:
            error = record.exc_info[1] if record.exc_info else None
            if error or not self.told:
                at = "".join(traceback.format_tb(error.__traceback__)[-3:]) if error else ""
                self.told.append(
                    f"{type(error).__name__}: {str(error)[:80]} {at}"
                    if error
                    else record.getMessage()
                )
