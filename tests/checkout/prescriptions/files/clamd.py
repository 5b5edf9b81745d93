"""A virus scanner that speaks clamd's protocol, on loopback or on a Unix socket."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

# Harmless, and known to every scanner: https://www.eicar.org/download-anti-malware-testfile/
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
DRIP_SECONDS = 0.05


class Conversation(socketserver.StreamRequestHandler):
    """One connection: a command that begins with z and ends with a zero byte, one answer."""

    def handle(self) -> None:
        if self.server.is_silent:
            self.rfile.read()
            return
        command = bytearray()
        while (letter := self.rfile.read(1)) not in (b"", b"\0"):
            command += letter
        answer = (self.server.says or self._answer(bytes(command))) + b"\0"
        if self.server.drips:
            for letter in answer:
                self.server.stopped.wait(DRIP_SECONDS)
                self.wfile.write(bytes([letter]))
        else:
            self.wfile.write(answer)

    def _answer(self, command: bytes) -> bytes:
        if command == b"zPING":
            return b"PONG"
        if command != b"zINSTREAM":
            return b"UNKNOWN COMMAND"
        data = self._streamed()
        self.server.scanned.append(data)
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in data else b"stream: OK"

    def _streamed(self) -> bytes:
        """Chunks behind their lengths, until an empty one."""
        data = bytearray()
        while length := int.from_bytes(self.rfile.read(4), "big"):
            data += self.rfile.read(length)
        return bytes(data)


class Scanner(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """What it `says` to everything, how slowly, and what it has `scanned`."""

    daemon_threads = True
    says = b""
    is_silent = False
    drips = False

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.stopped = Event()
        self.scanned: list[bytes] = []

    @property
    def address(self) -> tuple[str, int] | str:
        return self.server_address


class UnixScanner(Scanner):
    address_family = socketserver.UnixStreamServer.address_family


@contextmanager
def running_scanner(socket: Path | None = None) -> Iterator[Scanner]:
    """A scanner that answers inside the block."""
    kind, place = (UnixScanner, str(socket)) if socket else (Scanner, ("127.0.0.1", 0))
    with kind(place, Conversation) as scanner:
        thread = Thread(target=scanner.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield scanner
        scanner.stopped.set()
        scanner.shutdown()
        thread.join()
