"""Whoever watches the shop asks by address, over plain http, and is answered."""

from datetime import timedelta

import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.running import disk
from checkout.running.disk import Room
from checkout.running.models import Heartbeat, Loop
from pharmacy import health, migrating
from pharmacy.backups.models import LastBackup
from pharmacy.migrating import check_migrated
from tests.checkout.plans import plan_of
from tests.checkout.prescriptions.files.clamd import running_scanner
from tests.pharmacy.troubles import NO_TROUBLES, TROUBLES, never_begun, told_by_stripe

GB = 1024**3
PLENTY = Room(50 * GB, 50)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def scanner(settings):
    with running_scanner() as running:
        settings.CLAMD = running.address
        yield running


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """Sets what is left of the disk; at first there is plenty."""

    def left(room):
        monkeypatch.setattr(disk, "room", lambda: room)

    left(PLENTY)
    return left


@pytest.fixture
def all_well(db, scanner):
    """A scanner, and a worker of which each loop was heard of."""
    Heartbeat.objects.bulk_create(Heartbeat(loop=loop, at=timezone.now()) for loop in Loop)


def ask(client, query=""):
    answer = client.get(f"/readyz{query}")
    return answer.status_code, answer.content.decode().splitlines()


def test_the_process_answers_whatever_name_it_is_asked_by(client, settings):
    settings.ALLOWED_HOSTS = ["shop.example.com"]
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_the_shop_is_ready_while_its_database_answers(client, settings, all_well):
    settings.ALLOWED_HOSTS = ["shop.example.com"]
    answer = client.get("/readyz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert answer["Cache-Control"] == "no-store"
    assert ask(client, "?all") == (200, ["ready"])


@pytest.mark.django_db
def test_a_shop_set_to_scan_nothing_says_so_and_wakes_nobody(client, all_well, settings):
    settings.CLAMD = ""
    said = ["ready", "files are not scanned for viruses: CLAMD_URL is not set"]
    assert ask(client) == ask(client, "?all") == (200, said)


def test_a_shop_without_its_database_is_not_ready(client, monkeypatch):
    def away():
        raise OperationalError("the server is gone")

    monkeypatch.setattr(connection, "cursor", away)
    check_migrated.cache_clear()
    assert ask(client) == ask(client, "?all") == (503, ["database unreachable"])


def test_a_shop_whose_database_goes_while_it_is_asked_is_not_ready(client, all_well, monkeypatch):
    def away(now):
        raise OperationalError("the server is gone")

    monkeypatch.setattr("pharmacy.health.troubles", away)
    assert ask(client) == (503, ["database unreachable"])


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (Room(99 * 1024**2, 30), ["ready", "the disk of DATA is full to the last 100 MB"]),
        (Room(101 * 1024**2, 30), ["ready"]),
    ],
)
def test_a_full_disk_wakes_somebody_and_keeps_nobody_from_shopping(
    client, all_well, room, left, said
):
    room(left)
    assert ask(client) == (200, said)
    assert ask(client, "?all") == (503 if len(said) > 1 else 200, said)


def test_so_does_a_folder_that_cannot_be_written_to(client, all_well, monkeypatch):
    monkeypatch.setattr(disk, "is_writable", lambda: False)
    assert ask(client, "?all") == (503, ["ready", "DATA cannot be written to"])
    assert ask(client)[0] == 200


def test_so_does_a_folder_that_is_not_there(client, all_well, settings, tmp_path, monkeypatch):
    monkeypatch.undo()
    settings.DATA_DIR = tmp_path / "nowhere"
    assert ask(client, "?all") == (503, ["ready", "DATA is not there"])


def test_what_nobody_may_read_wakes_somebody_and_keeps_nobody_from_shopping(
    client, all_well, monkeypatch
):
    def denied(now):
        raise ProgrammingError("permission denied for table running_heartbeat")

    monkeypatch.setattr("pharmacy.health.troubles", denied)
    said = "nobody knows what needs looking after: was grant_web run after migrate?"
    assert ask(client) == (200, ["ready", said])
    assert ask(client, "?all") == (503, ["ready", said])


def test_a_database_that_lacks_a_migration_serves_nobody(client, all_well):
    check_migrated.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'running'")
    status, [lacking] = ask(client)
    assert status == 503
    assert lacking.startswith("migrations are not applied, such as running.0")


def test_a_database_that_is_further_than_this_code_serves(client, all_well):
    check_migrated.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations VALUES (99999, 'order', '9999_new', now())")
    assert ask(client) == (200, ["ready"])


def test_migrations_are_asked_about_until_all_are_applied_and_not_again(db, monkeypatch):
    check_migrated.cache_clear()
    with monkeypatch.context() as lacking:
        lacking.setattr(migrating, "_latest_migrations", lambda: frozenset({("order", "9999")}))
        for _ in range(2):
            with pytest.raises(migrating.NotMigrated, match=r"order\.9999"):
                check_migrated()
    check_migrated()
    with CaptureQueriesContext(connection) as queries:
        check_migrated()
    assert not queries.captured_queries


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_a_person_has_to_look_after_is_a_line_that_wakes_somebody(client, all_well, trouble):
    happens, line = TROUBLES[trouble]
    happens()
    assert ask(client) == (200, ["ready", line])
    assert ask(client, "?all") == (503, ["ready", line])


@pytest.mark.parametrize("fine", NO_TROUBLES)
def test_what_goes_its_way_wakes_nobody(client, all_well, fine):
    NO_TROUBLES[fine]()
    assert ask(client, "?all") == (200, ["ready"])


@pytest.mark.parametrize(("percent", "lines"), [(10, 0), (9, 1)])
def test_a_disk_that_fills_up_is_told_in_time(client, all_well, room, percent, lines):
    room(Room(5 * GB, percent))
    said = ["the disk of DATA is nearly full: 9 % left"] * lines
    assert ask(client) == (200, ["ready", *said])


def test_a_scanner_that_does_not_answer_wakes_somebody(client, all_well, settings):
    settings.CLAMD = "/nowhere"
    line = "no file is taken: the scanner of CLAMD_URL does not answer"
    assert ask(client) == (200, ["ready", line])
    assert ask(client, "?all")[0] == 503


def test_everything_at_once_is_said_line_by_line(client, all_well, room):
    never_begun()
    told_by_stripe(6)
    room(Room(5 * GB, 3))
    assert len(ask(client)[1]) == 4


@pytest.mark.parametrize(("hours", "said"), [(None, "no backup was"), (35, ""), (37, "36 hours")])
def test_a_live_shop_whose_backups_stopped_wakes_somebody(
    client, all_well, settings, monkeypatch, hours, said
):
    monkeypatch.setattr(health, "role_problem", lambda: "")
    settings.BACKUP_RECIPIENTS = ["age1"]
    if hours:
        LastBackup.objects.create(taken_at=timezone.now() - timedelta(hours=hours))
    assert ask(client, "?all") == (200, ["ready"])
    settings.LIVE = True
    code, lines = ask(client, "?all")
    assert code == (503 if said else 200)
    assert said in lines[-1]
    settings.BACKUP_RECIPIENTS = []
    assert ask(client, "?all") == (200, ["ready"])


INDEXES = ("running_heartbeat", "outbox_due", "event_pending", "outbox_due", "running_chore")


def test_asking_costs_a_few_reads_and_each_finds_its_rows_by_an_index(client, all_well):
    """Every few seconds for years, beside all orders there ever were."""
    ask(client)
    with CaptureQueriesContext(connection) as queries:
        ask(client, "?all")
    asked = [query["sql"] for query in queries.captured_queries]
    assert len(asked) == len(INDEXES)
    for sql, index in zip(asked, INDEXES, strict=True):
        assert index in plan_of(sql)
