"""Every event names the request and the person it came from; a log line names the same request."""

import logging
import os
import subprocess
import sys
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.partner.models import StockRecord
from checkout.accounts.models import User
from pharmacy.history.acting import RequestIdFilter, acting
from pharmacy.history.models import EVENTS
from pharmacy.management.commands.worker import Command
from tests.database import address_for_others
from tests.factories import a_medicine, a_pack
from tests.readme import PROJECT

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return User.objects.create_superuser("owner@example.com", "secret")


@pytest.fixture
def staff(owner):
    client = Client()
    client.force_login(owner)
    return client


def test_a_change_at_the_desk_knows_who_made_it_and_in_which_request(staff, owner):
    role = Group.objects.create(name="Night shift")
    answer = staff.post(f"/admin/auth/group/{role.pk}/change/", {"name": "Day shift"})
    event = EVENTS["role"].objects.get(id=role.pk, pgh_label="update")
    assert (event.name, event.pgh_context) == ("Day shift", {"user": owner.pk})
    assert event.pgh_context_id == UUID(answer["X-Request-Id"])


def test_a_change_by_plain_sql_is_there_and_names_nobody():
    price = a_pack(price="68.00").stockrecords.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partner_stockrecord SET price = 1 WHERE id = %s", [price.pk])
    event = EVENTS["price"].objects.get(id=price.pk, pgh_label="update")
    assert (event.price, event.pgh_context, event.pgh_context_id) == (1, None, None)


def test_a_command_names_itself():
    with acting(command="import_medicine") as run:
        price = a_pack().stockrecords.get()
    event = EVENTS["price"].objects.get(id=price.pk)
    assert event.pgh_context == {"command": "import_medicine"}
    assert str(event.pgh_context_id) == run


@pytest.mark.django_db(transaction=True)
def test_the_worker_names_itself_and_each_of_its_turns_has_an_id_of_its_own():
    worker = Command()
    for _ in range(2):
        worker.work_once(lambda now: bool(a_pack()))
    prices = EVENTS["price"].objects.all()
    assert [event.pgh_context for event in prices] == [{"command": "worker"}] * 2
    assert len({event.pgh_context_id for event in prices}) == 2


@pytest.mark.django_db(transaction=True)
def test_a_command_from_the_command_line_is_named_by_its_events():
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": address_for_others(),
        "DJANGO_SUPERUSER_PASSWORD": "secret",
    }
    command = ["createsuperuser", "--noinput", "--email=new@example.com"]
    subprocess.run(
        [sys.executable, "manage.py", *command], cwd=PROJECT, env=environment, check=True
    )
    event = EVENTS["person"].objects.latest("pgh_id")
    assert (event.is_superuser, event.pgh_context) == (True, {"command": "createsuperuser"})


@pytest.mark.django_db(transaction=True)
def test_what_changes_afterwards_on_the_same_connection_names_nobody():
    with acting(user=1):
        a_medicine()
    price = a_pack().stockrecords.get()
    assert EVENTS["price"].objects.get(id=price.pk).pgh_context is None


def test_each_request_has_an_id_of_its_own_and_answers_it_also_where_nothing_is_found(client):
    ids = {client.get(address)["X-Request-Id"] for address in ("/", "/", "/nowhere/")}
    assert len(ids) == 3


def test_nobody_chooses_the_id_of_a_request(client):
    chosen = "11111111-1111-1111-1111-111111111111"
    assert client.get("/", headers={"x-request-id": chosen})["X-Request-Id"] != chosen


def test_a_log_line_carries_the_id_of_its_request():
    line = logging.makeLogRecord({"msg": "Something broke"})
    with acting() as request_id:
        RequestIdFilter().filter(line)
    assert line.request_id == request_id
    RequestIdFilter().filter(line)
    assert line.request_id == "-"


def test_a_page_that_only_reads_is_read_as_without_a_history(staff):
    a_medicine("Baclofen")
    with CaptureQueriesContext(connection) as queries:
        staff.get("/medicines/baclofen/")
    statements = [query["sql"] for query in queries.captured_queries]
    assert statements
    assert not [sql for sql in statements if "pghistory" in sql]
    assert not [sql for sql in statements if "django_session" in sql]


def test_nobody_is_looked_up_for_the_historys_sake(staff):
    pack = a_pack()
    with CaptureQueriesContext(connection) as queries:
        staff.post(
            "/cart/add/",
            {"pack": pack.pk, "quantity": 1, "next": "/cart/"},
            headers={"sec-fetch-site": "same-origin"},
        )
    sent = [query["sql"] for query in queries.captured_queries]
    assert any("basket_line" in sql and "pghistory" in sql for sql in sent)
    assert not [sql for sql in sent if "django_session" in sql or "accounts_user" in sql]


def test_the_history_adds_no_statement_to_a_change():
    price = a_pack().stockrecords.get()
    with acting(user=1), CaptureQueriesContext(connection) as queries:
        StockRecord.objects.filter(pk=price.pk).update(price="9.99")
    assert len(queries) == 1
