"""A mail server that takes every mail, and can be shut."""

from collections.abc import Iterator
from email import message_from_bytes
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from tests.outside.addresses import HOST, free_port

ANSWERS = {
    b"DATA": b"354 go on",
    b"QUIT": b"221 bye",
}


class MailServer:
    """`taken` are the mails that arrived: to whom, and about what."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: list[tuple[str, str]] = []
        self._server: ThreadingTCPServer | None = None

    @property
    def url(self) -> str:
        """As EMAIL_URL has it."""
        return f"smtp://{HOST}:{self.port}"

    def open(self) -> None:
        self._server = _Server((HOST, self.port), _Talk)
        self._server.taken = self.taken
        Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    def shut(self) -> None:
        """Whoever calls now is refused."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class _Server(ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    block_on_close = False
    taken: list[tuple[str, str]]


class _Talk(StreamRequestHandler):
    """As RFC 5321 has it, as far as Django's mails go."""

    server: _Server

    def handle(self) -> None:
        self._say(b"220 here")
        readers: list[str] = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                readers.append(line.decode().partition("<")[2].partition(">")[0])
            self._say(ANSWERS.get(verb, b"250 well"))
            if verb == b"DATA":
                subject = str(message_from_bytes(b"".join(self._letter()))["Subject"])
                self.server.taken += [(reader, subject) for reader in readers]
                readers = []
                self._say(b"250 taken")
            elif verb == b"QUIT":
                return

    def _letter(self) -> Iterator[bytes]:
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            yield line

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")
