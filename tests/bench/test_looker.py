"""Who looks at pages keeps looking, however slow one of them is."""

import asyncio

from tests.bench.looker import A_SECOND, LEAST, PATHS, Looker
from tests.outside.at_once import run

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhome"


async def looked_where_the_first_waits_for_the_last():
    paths, last = [], asyncio.Event()

    async def serve(reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                paths.append(head.split()[1].decode())
                if len(paths) == LEAST:
                    last.set()
                await last.wait()
                writer.write(OK)
        except asyncio.IncompleteReadError:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    looker = Looker(server.sockets[0].getsockname()[1])
    async with server:
        await looker.looks(seconds=0)
    return paths, looker.took


def test_a_look_is_due_whether_or_not_the_one_before_was_answered():
    paths, took = run(looked_where_the_first_waits_for_the_last())
    assert paths == list(PATHS[:LEAST])
    assert len(took) == LEAST
    assert max(took) > 1000 * (LEAST - 1) / A_SECOND, "the first waited until the last was due"
