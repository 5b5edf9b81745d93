"""The whole demo shop on this machine: database, web server, worker and payment sandbox."""

import os
import socket
import sys
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify

from catalog.demo.staff import DEMO_STAFF
from catalog.shopfacts.models import shop_facts
from checkout.accounts.models import User
from pharmacy import process_notes, processes, static_files
from pharmacy.migrating import migrate_where_needed
from pharmacy.process_notes import NoteHeld, child_note
from pharmacy.processes import Process
from pharmacy.serving import SHOP, web_server
from pharmacy.tour import tour

START_SECONDS = 60


class Command(BaseCommand):
    help = "Opens the demo shop and prints a short tour. PORT and DATA move it."

    def handle(self, *args, **options):
        if settings.LIVE:
            raise CommandError(
                "run_shop opens a demo. A live shop is served as the README's going-live list says."
            )
        try:
            with process_notes.locked(process_notes.shop_note(settings.DATA_DIR)) as note:
                process_notes.write_number(note, os.getpid())
                self.open()
        except NoteHeld as held:
            raise CommandError(str(held)) from held

    def open(self):
        process_notes.end_left_behind(settings.DATA_DIR)
        refuse_a_port_in_use(settings.PORT)
        if settings.PAYS_IN_SANDBOX:
            refuse_a_port_in_use(settings.PORT + 1)
        self.prepare()
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "pharmacy.settings"}
        children = the_processes()
        with processes.running(children, environment):
            wait_until_open(children)
            self.stdout.write(tour())
            processes.keep_running(children, environment)

    def prepare(self):
        self.stdout.write("Preparing the database ...")
        migrate_where_needed()
        static_files.collect_where_needed()
        # The demo's staff stay, without rights, when the demo is removed: it is loaded only once.
        if not User.objects.filter(email=DEMO_STAFF[0].email).exists():
            call_command("load_demo", stdout=self.stdout)


def the_processes() -> list[Process]:
    commands = {
        "The web server": web_server(SHOP, settings.PORT),
        "The worker": [sys.executable, "manage.py", "worker"],
    }
    if settings.PAYS_IN_SANDBOX:
        commands = {"The payment sandbox": payment_sandbox(), **commands}
    return [
        Process(name, command, child_note(settings.DATA_DIR, slugify(name)))
        for name, command in commands.items()
    ]


def payment_sandbox() -> list[str]:
    return [
        *[sys.executable, "-m", "checkout.payment.sandbox"],
        *["--port", str(settings.PORT + 1)],
        *["--state", str(settings.DATA_DIR / "sandbox.sqlite3")],
        *["--webhook-url", f"http://localhost:{settings.PORT}/stripe/webhook/"],
        *["--webhook-secret", settings.STRIPE_WEBHOOK_SECRET],
        *["--merchant", shop_facts().name],
    ]


def refuse_a_port_in_use(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is in use. Stop what listens there, or choose another: "
                f"make run PORT={port + 1000}"
            ) from error


def wait_until_open(children: list[Process]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for child in children:
            if child.died():
                raise CommandError(f"{child.name} did not start; the reason stands above.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{settings.PORT}/readyz", timeout=2)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"The shop did not answer within {START_SECONDS} s; see above.")
