"""What counts as an answer for people, and that none goes by unseen."""

import asyncio

import pytest

from tests.chaos.answers import Browser, Tally
from tests.outside.addresses import HOST
from tests.outside.at_once import run
from tests.outside.visitor import Answer

PAGE = b'<!DOCTYPE html><html lang="en-us"><main>Something broke on our side.</main></html>'


def answered(status: int, body: bytes) -> Tally:
    tally = Tally()
    tally.look_at("GET /", Answer(status, "", (), body))
    return tally


@pytest.mark.parametrize("status", [404, 409, 422, 429, 500, 503])
def test_a_page_of_the_shop_says_no_to_people(status):
    tally = answered(status, PAGE)
    assert (tally.friendly, tally.others) == (1, 0)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"<h1>Server Error (500)</h1>"),
        (500, b"Internal server error"),
        (502, b""),
        (200, b"<main>Traceback (most recent call last):</main>"),
    ],
)
def test_what_a_program_says_is_a_problem(status, body):
    tally = answered(status, body)
    assert (tally.friendly, tally.others) == (0, 1)
    assert str(status) in tally.problems[0]


def test_what_is_as_wished_is_counted_as_sent_alone():
    tally = answered(200, PAGE)
    assert (tally.friendly, tally.others, tally.problems) == (0, 0, [])


def test_a_browser_sends_again_what_a_kept_connection_did_not_take_but_nothing_twice():
    """The first server hangs up after an answer without a word, as one that is replaced does."""
    asked = []

    async def serve(reader, writer):
        asked.append((await reader.readuntil(b"\r\n\r\n"))[:5])
        if asked[-1] != b"GET /":
            writer.close()
            return
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async def go() -> Tally:
        async with await asyncio.start_server(serve, HOST, 0) as server:
            tally = Tally()
            browser = Browser(server.sockets[0].getsockname()[1], tally)
            await browser("GET", "/", {}, b"")
            await asyncio.sleep(0.05)
            await browser("GET", "/", {}, b"")
            with pytest.raises(EOFError):
                await browser("POST", "/", {}, b"")
            await browser.close()
            return tally

    tally = run(go())
    assert (tally.sent, tally.refused) == (3, 1)
    assert asked.count(b"GET /") == 2
