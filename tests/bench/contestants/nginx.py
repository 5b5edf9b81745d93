"""nginx with the shop's bytes as a file, which nothing comes near, and nginx before the shop."""

import re
import shutil
import urllib.error
from abc import abstractmethod
from pathlib import Path

from tests.bench.contestants.contestant import MEDICINE, Contestant, looking_at
from tests.bench.measures import Measure, Walk
from tests.outside.addresses import HOST, free_port
from tests.outside.nginx import OURS, USER, shop_conf

CONFIGURATION = """\
{user}
worker_processes 2;
daemon off;
pid nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    default_type "text/html; charset=utf-8";
    sendfile on;
    tcp_nopush on;
    keepalive_requests 10000000;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
{serves}
}}
"""
A_FILE = """\
server {{
    listen {host}:{port};
    root pages;
    index page.html;
}}
"""
# Longer than any run.
EDGE_SECONDS = 3600


class _Nginx(Contestant):
    same_bytes = True

    @classmethod
    def is_here(cls) -> bool:
        return shutil.which("nginx") is not None

    def prepare(self, shops_page: bytes) -> None:
        text = CONFIGURATION.format(user=USER, serves=self.serves())
        (self.folder / "nginx.conf").write_text(text)

    @abstractmethod
    def serves(self) -> str:
        """What stands in its `http` block."""

    def command(self) -> list[str]:
        return ["nginx", "-p", str(self.folder), "-c", "nginx.conf", "-e", "stderr"]

    def walks(self) -> list[Walk]:
        return [looking_at(Measure.MEDICINE, MEDICINE)]


class Nginx(_Nginx):
    name = "nginx, a file"
    uses_database = False

    def prepare(self, shops_page: bytes) -> None:
        super().prepare(shops_page)
        pages = self.folder / "pages" / MEDICINE.strip("/")
        pages.mkdir(parents=True)
        (pages / "page.html").write_bytes(shops_page)

    def serves(self) -> str:
        return A_FILE.format(host=HOST, port=self.port)


class Edge(_Nginx):
    """As the README has it, but for certificates; the shop's own CPU is in no column."""

    name = "nginx before this shop (Edge)"

    def __init__(self, folder: Path, workers: int) -> None:
        super().__init__(folder, workers)
        self.shops_port = free_port()

    def serves(self) -> str:
        text = shop_conf(secure=f"{HOST}:{self.port}") + (OURS / "one_host.conf").read_text()
        text = text.replace("127.0.0.1:8000", f"{HOST}:{self.shops_port}")
        # The file beside it is served without a log, too.
        return re.sub(r"    (access|error)_log.*\n", "", text)

    def beside(self) -> list[list[str]]:
        return [self.web_server("pharmacy.wsgi:application", self.shops_port)]

    def environment(self) -> dict[str, str]:
        return {"EDGE_SECONDS": str(EDGE_SECONDS), "PROXIES": "1"}

    def page(self, path: str) -> bytes:
        try:
            return super().page(path)
        except urllib.error.HTTPError as error:
            if error.code == 502:
                raise ConnectionRefusedError("The shop behind it does not answer yet.") from error
            raise
