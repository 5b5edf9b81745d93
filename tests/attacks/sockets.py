"""Connections to a web server of this machine on which anything may be sent, at any pace."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from pharmacy.process_notes import child_note
from pharmacy.serving import SHOP, web_server
from tests.database import address_for_others
from tests.outside.addresses import HOST, free_port
from tests.outside.processes import LoggedProcess, demo_environment, is_open, stop, wait_for

PATIENCE_SECONDS = 60


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The port of one process of the web server, on the database Django works on."""
    port = free_port()
    command = web_server(SHOP, port, workers=1)
    web = LoggedProcess("web", command, child_note(folder, "web"), log=folder / "web.log")
    web.start(
        os.environ
        | demo_environment(
            data=settings.DATA_DIR,
            database_url=address_for_others(),
            shop=port,
            sandbox=free_port(),
        )
    )
    try:
        origin = f"http://{HOST}:{port}"
        wait_for(
            lambda: is_open(origin), "the web server does not answer", seconds=PATIENCE_SECONDS
        )
        yield port
    finally:
        stop([web])


@contextmanager
def connected(port: int, count: int = 1) -> Iterator[list[socket.socket]]:
    sockets = [socket.create_connection((HOST, port), timeout=30) for _ in range(count)]
    try:
        yield sockets
    finally:
        for one in sockets:
            one.close()


def head(method: str, path: str, **headers: str) -> bytes:
    told = {"Host": HOST, "Sec-Fetch-Site": "same-origin"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def form(path: str, body: bytes, *, announced: int | None = None) -> bytes:
    """A request that sends a form, or as much of one as there is."""
    length = len(body) if announced is None else announced
    kind = "application/x-www-form-urlencoded"
    return head("POST", path, Content_Type=kind, Content_Length=str(length)) + body


def status_of(one: socket.socket) -> int:
    """Of the answer; 0 where the connection is closed without any."""
    first = one.recv(12)
    return int(first[9:12]) if first else 0


def asked(port: int, request: bytes) -> tuple[int, float]:
    """The status of the answer on a connection of its own, and how many seconds it took."""
    began = time.monotonic()
    with connected(port) as [one]:
        one.sendall(request)
        return status_of(one), time.monotonic() - began
