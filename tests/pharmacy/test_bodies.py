"""What a request brings along: whole or not at all, and one at a time."""

import time
from io import BytesIO
from threading import Event, Thread

import pytest
from django.core.exceptions import BadRequest
from django.test import Client

from pharmacy.bodies import PACE, PATIENCE, Body, OneBodyAtATime, Turn

SENT = b"pack=1&quantity=1"
NOT_YET = b"Another's body is on its way."


class Slow:
    """A stream that says nothing before it is told to."""

    def __init__(self) -> None:
        self.is_asked, self.comes = Event(), Event()

    def read(self, size: int) -> bytes:
        self.is_asked.set()
        assert self.comes.wait(9)
        return SENT[:size]


class Server:
    """The door, and behind it a view that reads all of what was sent."""

    def __init__(self) -> None:
        self.door = OneBodyAtATime(self._view)

    def _view(self, environ, start_response):
        try:
            return [environ["wsgi.input"].read()]
        except BadRequest as error:
            return [str(error).encode()]

    def send(self, stream) -> bytes:
        length = str(len(SENT))
        environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": length, "wsgi.input": stream}
        return self.door(environ, lambda *_: None)[0]

    def begin(self, stream: Slow) -> Thread:
        """Somebody whose turn it is from here on."""
        sender = Thread(target=self.send, args=(stream,), daemon=True)
        sender.start()
        assert stream.is_asked.wait(9)
        return sender

    def timed(self) -> tuple[bytes, float]:
        """What who sends at once is told, and after how many seconds."""
        began = time.monotonic()
        return self.send(BytesIO(SENT)), time.monotonic() - began


@pytest.fixture
def server():
    return Server()


def test_one_who_is_slow_is_waited_for_a_moment_and_not_again(server):
    sender = server.begin(slow := Slow())
    said, seconds = server.timed()
    assert said == NOT_YET
    assert seconds < PATIENCE + 0.2
    for _ in range(20):
        said, seconds = server.timed()
        assert said == NOT_YET
        assert seconds < PATIENCE / 2
    slow.comes.set()
    sender.join(9)
    assert server.send(BytesIO(SENT)) == SENT


def test_the_next_one_is_waited_for_as_long(server, monkeypatch):
    """However long ago the one before began."""
    monkeypatch.setattr("pharmacy.bodies.PATIENCE", 0)
    sender = server.begin(first := Slow())
    first.comes.set()
    sender.join(9)
    monkeypatch.setattr("pharmacy.bodies.PATIENCE", 5)
    server.begin(second := Slow())
    Thread(target=lambda: time.sleep(0.1) or second.comes.set(), daemon=True).start()
    assert server.send(BytesIO(SENT)) == SENT


def test_one_who_reads_nothing_takes_nobodys_turn(server):
    turn = Turn()
    assert Body(BytesIO(SENT), len(SENT), turn).read(0) == b""
    assert turn.take()
    assert not turn.take()


def test_what_is_large_and_comes_as_from_a_proxy_is_waited_for():
    class Large:
        def read(self, size: int) -> bytes:
            time.sleep(PATIENCE / 2)
            return b"x" * size

    turn, piece = Turn(), int(PACE * PATIENCE)
    body = Body(Large(), piece * 6, turn)
    body.read(piece)
    Thread(target=lambda: [body.read(piece) for _ in range(5)], daemon=True).start()
    assert turn.take()


def test_of_a_body_that_was_refused_nothing_is_read_later():
    turn = Turn()
    assert turn.take()
    body = Body(BytesIO(SENT), len(SENT), turn)
    for _ in range(2):
        with pytest.raises(BadRequest):
            body.read(5)
        turn.end()


def test_whoever_is_refused_reads_what_to_do_without_any_database(settings):
    turn = Turn()
    assert turn.take()
    body = Body(BytesIO(SENT), len(SENT), turn)
    visitor = Client(enforce_csrf_checks=True)
    visitor.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    answer = visitor.post("/orders/find/", {"email": "sam@example.com"}, **{"wsgi.input": body})
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 503
    assert answer["Retry-After"] == "2"
    assert answer["Cache-Control"] == "no-store"
    assert "Nothing was changed, and what you entered is not lost" in page
    assert "We are working on the shop" not in page
    assert "btn" not in page
