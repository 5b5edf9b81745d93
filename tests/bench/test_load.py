"""The load: visitors keep their cookies, and whatever answers wrongly is counted and told."""

import asyncio

from tests.bench.load import Crowd
from tests.outside.at_once import run
from tests.outside.visitor import Answer, Visitor

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nSet-Cookie: cart=7:x; Path=/; HttpOnly\r\n\r\nhome"


async def served(answer, visit):
    """What `visit(port)` returns while a server on that port answers everything with `answer`."""
    requests = []

    async def serve(reader, writer):
        try:
            while True:
                requests.append((await reader.readuntil(b"\r\n\r\n")).decode())
                writer.write(answer)
        except asyncio.IncompleteReadError:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        return await visit(server.sockets[0].getsockname()[1]), requests


async def look(visitor):
    await visitor.get("/")


async def come_and_go_on(port):
    crowd = Crowd(port, connections=2)
    loads = await crowd.come(look, seconds=0.02), await crowd.go_on(look)
    await crowd.leave()
    return loads


def test_everybody_who_came_goes_on_with_their_cookies():
    (first, second), requests = run(served(OK, come_and_go_on))

    assert first.requests == second.requests == len(requests) / 2
    assert (first.body_bytes, first.wrong, second.wrong) == (4 * first.requests, (), ())
    came, went_on = requests[: first.requests], requests[first.requests :]
    assert not any("Cookie" in request for request in came)
    assert all("Cookie: cart=7:x\r\n" in request for request in went_on)


def test_a_wrong_status_is_an_error_and_its_visitor_does_not_go_on():
    broken = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"
    (first, second), _ = run(served(broken, come_and_go_on))

    assert set(first.wrong) == {"GET / answered 500 instead of 200"}
    assert len(first.wrong) == first.requests
    assert second.requests == 0


def test_a_server_that_is_gone_is_an_error():
    async def come(port):
        crowd = Crowd(port, connections=1)
        return await crowd.come(look, seconds=0)

    async def nobody_listens():
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return await come(port)

    load = run(nobody_listens())
    assert len(load.wrong) == 1


def test_a_form_comes_from_a_page_of_the_same_shop():
    sent = {}

    async def exchange(method, path, headers, body):
        sent.update(headers, body=body)
        return Answer(303, "/cart/", (), b"")

    visitor = Visitor("http://127.0.0.1:8000", exchange)
    run(visitor.post("/cart/add/", {"pack": "1"}))
    assert sent["Origin"] == "http://127.0.0.1:8000"
    assert sent["Sec-Fetch-Site"] == "same-origin"
    assert sent["body"] == b"pack=1"
