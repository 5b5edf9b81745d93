"""The shop's bytes as a file of nginx: nothing that makes pages comes near it."""

import os
import shutil

from tests.bench.contestants.contestant import MEDICINE, Contestant, looking_at
from tests.bench.measures import Measure, Walk
from tests.outside.addresses import HOST

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
    server {{
        listen {host}:{port};
        root pages;
        index page.html;
    }}
}}
"""


class Nginx(Contestant):
    name = "nginx, a file"
    same_bytes = True
    uses_database = False

    @classmethod
    def is_here(cls) -> bool:
        return shutil.which("nginx") is not None

    def prepare(self, shops_page: bytes) -> None:
        pages = self.folder / "pages" / MEDICINE.strip("/")
        pages.mkdir(parents=True)
        (pages / "page.html").write_bytes(shops_page)
        # Started by root it would serve as another account, which may not read our folder.
        user = "user root;" if os.geteuid() == 0 else ""
        text = CONFIGURATION.format(user=user, host=HOST, port=self.port)
        (self.folder / "nginx.conf").write_text(text)

    def command(self) -> list[str]:
        return ["nginx", "-p", str(self.folder), "-c", "nginx.conf", "-e", "stderr"]

    def walks(self) -> list[Walk]:
        return [looking_at(Measure.MEDICINE, MEDICINE)]
