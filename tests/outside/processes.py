"""The processes of a shop under trial, and the environment they have."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pharmacy.processes import Process
from tests.outside.addresses import HOST

LAST_WORDS = 20  # lines
# Of the caller's environment only DATABASE_URL counts.
DEMO = {
    "DJANGO_SETTINGS_MODULE": "pharmacy.settings",
    "SHOP_MODE": "demo",
    "DEBUG": "0",
    "SHOP_CURRENCY": "USD",
    "SHOP_MARKET": "US",
    "TIME_ZONE": "UTC",
    "SECRET_KEY": "",
    "ALLOWED_HOSTS": "",
    "STRIPE_SECRET_KEY": "",
    "STRIPE_WEBHOOK_SECRET": "",
    "EMAIL_URL": "dummymail://",
}


@dataclass(kw_only=True)
class LoggedProcess(Process):
    """A child whose output goes to a file, so that ours is not drowned in it."""

    log: Path

    def last_words(self) -> str:
        """The end of what it wrote."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LAST_WORDS:])

    def _started(self, environment: dict[str, str], *descriptors: int) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command,
                env=environment,
                start_new_session=True,
                pass_fds=descriptors,
                stdout=log,
                stderr=subprocess.STDOUT,
            )


def demo_environment(*, data: Path, database_url: str, shop: int, sandbox: int) -> dict[str, str]:
    """What the processes of a demo shop have to know: its folder, its database and the ports."""
    return DEMO | {
        "DATA": str(data),
        "DATABASE_URL": database_url,
        "PORT": str(shop),
        "SITE_URL": f"http://{HOST}:{shop}",
        "STRIPE_API_BASE": f"http://{HOST}:{sandbox}",
    }


def payment_sandbox(port: int, state: Path, *more: str) -> list[str]:
    """The command of a payment sandbox; `more` are options it has beside."""
    command = [sys.executable, "-m", "checkout.payment.sandbox"]
    return [*command, "--port", str(port), "--state", str(state), *more]
