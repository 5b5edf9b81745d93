"""nginx as shop.conf has it, on this machine: what it passes on, and what it answers itself."""

import re
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from email.message import Message
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple

import pytest
from django.conf import settings

from tests.outside.addresses import HOST, free_port
from tests.outside.nginx import CONF, EXECUTABLE, OURS, USER, shop_conf
from tests.pharmacy.test_headers import PROTECTION

AROUND = """\
{user}
daemon off;
pid nginx.pid;
error_log stderr warn;
events {{ worker_connections 512; }}
http {{
    types {{ text/html html; }}
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
{conf}
}}
"""
# nginx says "go on" once it has looked at all but the body, which never comes.
SENDING = (
    "POST /checkout/patient/ HTTP/1.1\r\nHost: shop\r\nContent-Length: 2000000\r\n"
    "Expect: 100-continue\r\n\r\n"
)


class Shop(BaseHTTPRequestHandler):
    """One of two web servers: `has` is what lies under /static/ there."""

    protocol_version = "HTTP/1.1"
    has, asked = (), None

    def do_GET(self):
        self.asked.append(self.path)
        path = self.path.partition("?")[0]
        is_there = not path.startswith("/static/") or path in self.has
        self.send_response(200 if is_there else 404)
        self.send_header("Cache-Control", "public, s-maxage=60" if is_there else "no-cache")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"shop")

    def log_message(self, *args):
        pass


@contextmanager
def a_web_server(*has):
    asked = []
    handler = type("One", (Shop,), {"has": has, "asked": asked})
    server = ThreadingHTTPServer((HOST, 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def nginx_before(folder, *ports):
    """The port of the shop and that of plain http, without TLS, which changes nothing else."""
    port, plain = free_port(), free_port()
    conf = shop_conf(secure=f"{HOST}:{port}", plain=f"{HOST}:{plain}")
    servers = " ".join(f"server {HOST}:{one};" for one in ports)
    conf += f"upstream shop {{ {servers} }}\n"
    (folder / "nginx.conf").write_text(AROUND.format(user=USER, conf=conf))
    process = subprocess.Popen([EXECUTABLE, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"])
    try:
        until_it_listens(port, process)
        yield port, plain
    finally:
        process.terminate()
        process.wait(10)


def until_it_listens(port, process):
    for _ in range(200):
        assert process.poll() is None, "nginx did not begin: its reason stands above."
        with ExitStack() as stack:
            try:
                stack.enter_context(socket.create_connection((HOST, port), 1))
            except OSError:
                time.sleep(0.05)
            else:
                return
    raise AssertionError("nginx does not listen.")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Two web servers, of which the second is of the newer version."""
    with (
        a_web_server("/static/old.css") as (first, asked),
        a_web_server("/static/old.css", "/static/new.css") as (second, asked_too),
        nginx_before(tmp_path_factory.mktemp("nginx"), first, second) as (port, plain),
    ):
        yield {"port": port, "plain": plain, "asked": (asked, asked_too)}


class Answer(NamedTuple):
    status: int
    headers: Message
    text: str


def get(port, path, host="shop") -> Answer:
    return sent(port, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n")


def sent(port, request) -> Answer:
    """What is answered to a request as it is written here."""
    with begun(port, request) as line, HTTPResponse(line) as answer:
        answer.begin()
        return Answer(answer.status, answer.headers, answer.read().decode())


def begun(port, request) -> socket.socket:
    line = socket.create_connection((HOST, port), 10)
    line.sendall(request.encode())
    return line


def goes_on(line) -> bool:
    """Whether somebody who has begun to send may go on."""
    return line.recv(1000).startswith(b"HTTP/1.1 100 ")


def sends(port) -> bool:
    with begun(port, SENDING) as line:
        return goes_on(line)


REFUSED = {
    "too large": (
        "POST /cart/ HTTP/1.1\r\nHost: shop\r\nContent-Length: 2000000\r\n\r\n",
        413,
        "send fewer photos",
    ),
    "unread": ("GET / HTTP/1.1\r\n: wrong\r\nHost: a b\r\n\r\n", 400, "could not be read"),
    "cookies": (
        f"GET / HTTP/1.1\r\nHost: shop\r\nCookie: {'c' * 40_000}\r\n\r\n",
        400,
        "delete the shop's cookies",
    ),
    "its own page": ("GET /away.html HTTP/1.1\r\nHost: shop\r\n\r\n", 404, "could not be read"),
}


def amiss(answer):
    of_its_own = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    }
    wanted = PROTECTION | of_its_own
    return {name for name, value in wanted.items() if answer.headers.get_all(name) != [value]}


@pytest.mark.parametrize("which", REFUSED)
def test_what_nginx_answers_by_itself_is_a_page_that_helps_and_protected(shop, which):
    text, status, words = REFUSED[which]
    answer = sent(shop["port"], text)
    assert answer.status == status
    assert words in answer.text
    assert amiss(answer) == set()
    assert "Retry-After" not in answer.headers


def test_by_http_2_too_large_is_not_too_large_for_its_page():
    """Which nothing here speaks; by HTTP/1 the size is looked at once."""
    pages = CONF.partition("        internal;\n")[2].partition("}")[0]
    assert "client_max_body_size 0;" in pages


def test_where_no_web_server_answers_the_page_is_protected_as_well(tmp_path):
    with nginx_before(tmp_path, free_port()) as (port, _plain):
        answer = get(port, "/")
        assert answer.status == 502
        assert "Nothing you ordered or paid is lost" in answer.text
        assert amiss(answer) == set()
        assert answer.headers["Retry-After"] == "30"


def test_what_the_shop_answers_stays_as_it_is(shop):
    answer = get(shop["port"], "/static/nowhere.css")
    assert (answer.status, answer.text) == (404, "shop")
    assert "Content-Security-Policy" not in answer.headers


def test_a_visitor_sends_four_at_a_time_and_looks_at_as_many_pages_as_before(shop):
    with ExitStack() as stack:
        for _ in range(4):
            assert goes_on(stack.enter_context(begun(shop["port"], SENDING)))
        refused = sent(shop["port"], SENDING)
        assert refused.status == 429
        assert "wait until what you are sending" in refused.text
        assert amiss(refused) == set()
        assert refused.headers["Retry-After"] == "30"
        assert get(shop["port"], "/orders/1/").status == 200
        button = "POST /admin/ HTTP/1.1\r\nHost: shop\r\nContent-Length: 5\r\n\r\npress"
        assert sent(shop["port"], button).status != 429
    assert any(sends(shop["port"]) for _ in range(1000))


def test_what_all_send_at_once_has_room():
    """The disk takes it, and a bound on all of them keeps it from being filled."""
    block = CONF.partition("location ~ ^/(admin|")[2].partition("}")[0]
    most = int(re.search(r"client_max_body_size (\d+)m;", block)[1])
    assert int(re.search(r"limit_conn everybody (\d+);", block)[1]) * most <= 4000
    [place] = re.findall(r"client_body_temp_path (\S+);", CONF)
    compose = (settings.BASE_DIR / "compose.yaml").read_text()
    assert f"      - bodies:{place}\n" in compose


def test_a_file_that_one_server_has_not_comes_from_the_other(shop):
    for number in range(4):  # whichever is asked first
        assert get(shop["port"], f"/static/new.css?{number}").status == 200


def test_pages_and_files_are_kept_for_as_long_as_the_shop_says(shop):
    for path in ("/", "/static/old.css"):
        for _ in range(3):
            assert get(shop["port"], path).text == "shop"
        assert sum(asked.count(path) for asked in shop["asked"]) == 1


def test_what_is_asked_over_plain_http_is_sent_on_protected(shop):
    answer = get(shop["plain"], "/medicines/", "shop.example.com")
    assert answer.status == 301
    assert answer.headers["Location"] == "https://shop.example.com/medicines/"
    for name in ("X-Content-Type-Options", "Referrer-Policy"):
        assert answer.headers[name] == PROTECTION[name]
    assert "nginx/" not in answer.headers["Server"]


@pytest.mark.parametrize("upstream", ["compose.conf", "one_host.conf"])
def test_nginx_reads_the_upstream_it_is_given(tmp_path, upstream):
    conf = shop_conf(secure=f"{HOST}:{free_port()}") + (OURS / upstream).read_text()
    text = AROUND.format(user=USER, conf=conf)
    (tmp_path / "nginx.conf").write_text(text)
    looks = [EXECUTABLE, "-t", "-p", str(tmp_path), "-c", "nginx.conf", "-e", "stderr"]
    assert subprocess.run(looks, capture_output=True, text=True).returncode == 0


def test_no_log_of_nginx_names_who_asked_for_what():
    """It writes both behind whatever it has to say of a request."""
    assert CONF.count("\nserver {") == 2
    assert re.findall(r"error_log +(.+);", CONF) == ["/dev/null emerg"] * 2
