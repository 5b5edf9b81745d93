"""A line of the log says what went wrong and where, and never whom or what it was about."""

import logging
import re
import sys
from datetime import UTC, datetime
from smtplib import SMTPRecipientsRefused
from uuid import UUID

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import DataError, IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from checkout.accounts.models import User
from checkout.order.models import Order
from checkout.payment import keepers, outbox
from checkout.payment.models import Outbox
from checkout.payment.outbox import SHOPPER_FIRST
from checkout.running.loops import work_on_mail, work_on_money
from checkout.running.models import Loop
from pharmacy.log_lines import told
from pharmacy.management.commands.worker import Command
from pharmacy.urls import urlpatterns
from tests.checkout.conftest import *  # noqa: F403
from tests.checkout.shopping import a_placed_order
from tests.factories import a_dosage, a_medicine, a_pack, a_user
from tests.log_written import log_written
from tests.pharmacy.test_settings import LIVE, run

pytestmark = pytest.mark.django_db
MAIL, NAME, MEDICINE = "sam@example.com", "Sam Example", "Baclofen"
PLAIN, JSON = r"\S+ \S+ WARNING - x: y\n", r'\{"time": "[-0-9T:.+]+", "level": "WARNING", .*\}\n'
log = logging.getLogger("tests")


@pytest.fixture(params=["json", "plain"])
def written(request):
    """The log in each of its two forms."""
    with log_written(request.param) as log:
        yield log


@pytest.fixture
def order():
    return a_placed_order({a_pack(a_dosage(a_medicine(MEDICINE))): 1})


def says_nothing_of(text, order):
    """Neither who nor what, nor the address it was asked for by."""
    for told_of in (MAIL, "sam@", NAME, "Example", MEDICINE, "baclofen", "/medicines/", "/orders/"):
        assert told_of.lower() not in text.lower(), told_of
    assert order.number not in text


def a_doubled_account():
    """A database's error that holds an address: two accounts of one person."""
    a_user(MAIL)
    with transaction.atomic():
        User.objects.create(email=MAIL, password="x")


def test_no_failure_writes_down_whom_it_was_about(order, written, monkeypatch, settings, sandbox):
    """A page that breaks, a promise that cannot be kept, a mail that is not taken."""
    settings.EMAIL_BACKEND = "tests.pharmacy.test_log_lines.Refusing"
    a_page_breaks(monkeypatch)
    a_promise_breaks(monkeypatch)
    outbox.promise_mail(order, "link")
    work_on_mail(timezone.now())

    text = written.getvalue()
    assert "medicine" in text  # the route's name
    assert "unique constraint" in text
    assert "test_log_lines.py" in text
    assert "SMTPRecipientsRefused" in text
    says_nothing_of(text, order)


def a_page_breaks(monkeypatch):
    def breaks(request, slug):
        raise ValueError(f"{NAME} <{MAIL}> looks at {MEDICINE}")

    page = next(one for one in urlpatterns if one.name == "medicine")
    monkeypatch.setattr(page, "callback", breaks)
    visitor = Client(raise_request_exception=False)
    assert visitor.get("/medicines/baclofen/?dosage=10mg").status_code == 500


def a_promise_breaks(monkeypatch):
    def breaks(lease, now):
        try:
            a_doubled_account()
        except IntegrityError as error:
            raise KeyError(f"{NAME}, {lease.row.order.number}") from error

    monkeypatch.setitem(keepers.KEEPERS, Outbox.Kind.OPEN, breaks)
    work_on_money(timezone.now() + SHOPPER_FIRST)


class Refusing(EmailBackend):
    """A mail server that names whom it does not know."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({MAIL: (550, f"no mailbox of {NAME}".encode())})


def test_a_database_error_is_told_by_its_first_line(written):
    with pytest.raises(IntegrityError) as doubled:
        a_doubled_account()
    assert MAIL in str(doubled.value)
    log.error("This did not work: %s", doubled.value, exc_info=doubled.value)
    text = written.getvalue()
    assert text.count("duplicate key value violates unique constraint") >= 3
    assert "direct cause of the following exception" in text
    assert "DETAIL" not in text
    assert MAIL not in text


def test_what_the_database_could_not_read_is_not_repeated():
    with pytest.raises(DataError) as unread, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::date", [NAME])
    assert NAME in str(unread.value)
    assert told(unread.value) == "django.db.utils.DataError: invalid input syntax for type date"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AttributeError("'Order' has no attribute 'x'"), ": 'Order' has no attribute 'x'"),
        (
            TypeError(f"Field 'x' expected a number but got '{NAME}'."),
            ": Field 'x' expected a number",
        ),
        (ConnectionRefusedError(111, MAIL), ": ECONNREFUSED"),
        (OSError(550, f"no mailbox of {NAME}"), ""),
        (ValueError(MAIL), ""),
    ],
)
def test_an_error_says_what_can_only_be_about_code(error, words):
    assert told(error) == f"{type(error).__name__}{words}"


def test_a_request_that_is_refused_is_named_by_its_route(order, written):
    visitor = Client(enforce_csrf_checks=True)
    visitor.post(f"/orders/{order.number}/cancel/", headers={"referer": f"https://x/{NAME}"})
    Client().get(f"/orders/{order.number}/", headers={"host": "x" * 300 + MAIL})
    assert "order-cancel" in written.getvalue()
    says_nothing_of(written.getvalue(), order)


@pytest.mark.django_db(transaction=True)
def test_a_loop_of_the_worker_that_breaks_is_told_by_the_log_alone(order, written, capfd):
    def breaks(now):
        raise ValueError(MAIL)

    Command().go_on(Loop.MAIL, breaks)
    assert "The worker's loop of mail broke" in written.getvalue()
    says_nothing_of(written.getvalue(), order)
    assert MAIL not in "".join(capfd.readouterr())


@pytest.mark.parametrize(("shop", "is_told"), [(LIVE, False), ({}, True)], ids=["live", "demo"])
def test_a_command_that_breaks_names_nobody_in_a_live_shop(shop, is_told):
    done = run(["manage.py", "shell", "-v0", "-c", f"raise ValueError('{MAIL}'.upper())"], **shop)
    assert done.returncode == 1
    assert "ValueError" in done.stderr
    assert (MAIL.upper() in done.stdout + done.stderr) is is_told
    assert ('"message": "The command shell broke"' in done.stderr) is not is_told


def test_a_traceback_another_handler_has_written_is_written_anew(written):
    """Python keeps the text of a traceback on the record, for the handlers that follow."""
    try:
        raise ValueError(MAIL)
    except ValueError:
        raised = sys.exc_info()
    record = log.makeRecord(log.name, logging.ERROR, "here", 1, "It broke", (), raised)
    assert MAIL in logging.Formatter().format(record)
    log.handle(record)
    assert "ValueError" in written.getvalue()
    assert MAIL not in written.getvalue()


def test_json_has_these_fields_and_no_other():
    with log_written() as written:
        Client().get("/medicines/nowhere/")
        try:
            raise Http404(MAIL)
        except Http404:
            log.warning("Nothing %s", "there", exc_info=True, extra={"visitor": MAIL})
    [line] = written.lines
    assert line.keys() == {"time", "level", "logger", "message", "request_id", "exception"}
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "tests", "Nothing there")
    assert datetime.fromisoformat(line["time"]).utcoffset() == datetime.now(UTC).utcoffset()
    assert line["exception"].startswith("Traceback (most recent call last):\n")
    assert line["exception"].endswith("\ndjango.http.response.Http404")


def test_a_line_of_a_request_carries_its_id(monkeypatch):
    with log_written() as written:
        a_page_breaks(monkeypatch)
    [line] = written.lines
    assert line["message"] == "Internal Server Error: medicine"
    assert UUID(line["request_id"])


def test_an_order_placed_is_no_line():
    """What went well is told by the database: the log has no visitor's way through the shop."""
    with log_written() as written:
        a_placed_order({a_pack(): 1})
    assert Order.objects.exists()
    assert written.getvalue() == ""


@pytest.mark.parametrize(
    ("chosen", "shape"),
    [
        ({}, PLAIN),
        ({"LOGS": "json"}, JSON),
        (LIVE, JSON),
        (LIVE | {"LOGS": "plain"}, PLAIN),
    ],
)
def test_the_setting_decides_how_a_line_is_written(chosen, shape):
    program = "import django, logging; django.setup(); logging.getLogger('x').warning('y')"
    done = run(["-c", program], **chosen)
    assert re.fullmatch(shape, done.stderr)
