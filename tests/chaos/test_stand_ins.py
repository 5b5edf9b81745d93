"""The mail server that can be shut, and the clock that can be moved, do what blows count on."""

import os
import subprocess
import sys
import time

import pytest
from django.core.mail import EmailMessage, get_connection

from tests.chaos.clock import Clock
from tests.chaos.mail_server import MailServer
from tests.outside.addresses import HOST

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
TELL = "import time; from django.utils.timezone import now; print(time.time(), now().timestamp())"


def test_a_mail_arrives_unless_the_server_is_shut():
    server = MailServer()
    way = get_connection(BACKEND, host=HOST, port=server.port, username="", password="")
    letter = EmailMessage("Order 1", "Thank you.\n.\n", to=["sam@example.com"], connection=way)
    with pytest.raises(ConnectionRefusedError):
        letter.send()
    for _ in range(2):
        server.open()
        letter.send()
        server.shut()
        with pytest.raises(ConnectionRefusedError):
            letter.send()
    assert server.taken == [("sam@example.com", "Order 1")] * 2


def test_a_processes_clock_shows_what_it_is_told_to(tmp_path):
    clock = Clock(tmp_path / "clock")
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "django.conf.global_settings"}
    for seconds in (0, 6 * 3600, -6 * 3600):
        clock.show(seconds)
        run = [sys.executable, "-c", TELL]
        done = subprocess.run(
            run, env=told | clock.environment(), capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        for shown in map(float, done.stdout.split()):
            assert abs(shown - time.time() - seconds) < 600
