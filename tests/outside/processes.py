"""The processes of a shop under trial, the environment they have, and waiting for them."""

import subprocess
import sys
import urllib.request
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from pharmacy.embedded_postgres.locks import wait_until
from pharmacy.process_notes import child_note, end_left_behind
from pharmacy.processes import Process
from pharmacy.serving import PROCESSES, SHOP, web_server
from tests.outside.addresses import HOST

LAST_WORDS = 20  # lines
# Of the caller's environment only DATABASE_URL counts.
DEMO = {
    "DJANGO_SETTINGS_MODULE": "pharmacy.settings",
    "SHOP_MODE": "demo",
    "DEBUG": "0",
    "SHOP_CURRENCY": "USD",
    "SHOP_MARKET": "US",
    "ORIGINAL_FIRST": "",
    "TIME_ZONE": "UTC",
    "SECRET_KEY": "",
    "ALLOWED_HOSTS": "",
    "STRIPE_SECRET_KEY": "",
    "STRIPE_WEBHOOK_SECRET": "",
    "EMAIL_URL": "dummymail://",
    "FILE_KEYS": "",
    "CLAMD_URL": "",
    "RECORDS_YEARS": "",
    "STATIC": "",
    "OWNER_EMAIL": "",
    "LOGS": "",
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


def shop_processes(
    folder: Path, *, shop: int, sandbox: int, workers: int = PROCESSES
) -> list[LoggedProcess]:
    """Payment sandbox, web server and worker at these ports, in the order they start.

    What a killed run left in the folder ends first; nothing is started yet.
    """
    # These read Django's settings, which are there only now.
    from django.conf import settings

    end_left_behind(folder)
    for left in (*folder.glob("sandbox.sqlite3*"), *folder.glob("*.log")):
        left.unlink()
    webhook = ["--webhook-url", f"http://{HOST}:{shop}/stripe/webhook/"]
    secret = ["--webhook-secret", settings.SANDBOX_WEBHOOK_SECRET]
    commands = {
        "sandbox": payment_sandbox(sandbox, folder / "sandbox.sqlite3", *webhook, *secret),
        "web": web_server(SHOP, shop, workers=workers),
        "worker": [sys.executable, "manage.py", "worker"],
    }
    return [
        LoggedProcess(name, command, child_note(folder, name), log=folder / f"{name}.log")
        for name, command in commands.items()
    ]


def stop(children: Collection[Process]) -> None:
    """All of them together; signals stay the caller's own."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_until_stopped()


def is_open(origin: str) -> bool:
    """Whether the shop there answers and has its database."""
    try:
        urllib.request.urlopen(f"{origin}/readyz", timeout=2).close()
    except OSError:
        return False
    return True


def wait_for(holds: Callable[[], bool], complaint: str, *, seconds: float) -> None:
    """Raises TimeoutError with the complaint where it does not hold within this time."""
    if not wait_until(holds, seconds=seconds):
        raise TimeoutError(complaint)
