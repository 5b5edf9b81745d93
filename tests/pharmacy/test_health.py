"""Whoever watches the shop asks by address, over plain http, and is answered."""

from datetime import timedelta

import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.payment.models import Outbox, StripeEvent
from checkout.running import disk
from checkout.running.disk import Room
from checkout.running.models import Chore, Heartbeat, Loop
from pharmacy import health, migrating
from pharmacy.backups.models import LastBackup
from pharmacy.migrating import check_migrated
from tests.checkout.plans import plan_of
from tests.checkout.prescriptions.files.clamd import running_scanner
from tests.checkout.shopping import a_placed_order
from tests.factories import a_pack

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
    lacking = "migrations are not applied, such as running.0003_pages_have_a_loop"
    assert ask(client) == (503, [lacking])


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


def silent(loop=Loop.MAIL, ago=61):
    Heartbeat.objects.filter(loop=loop).update(at=timezone.now() - timedelta(seconds=ago))


def never_begun():
    Heartbeat.objects.all().delete()


def wrong_clock():
    silent(ago=-3600)


def promised(ago, kind="open", **values):
    a_placed_order({a_pack(): 1})
    at = timezone.now() - ago * MINUTE
    Outbox.objects.update(kind=kind, next_at=at, created_at=at, **values)


def tried_in_vain():
    """Just now, and again in half an hour."""
    promised(6, tries=7)
    Outbox.objects.update(next_at=timezone.now() + 30 * MINUTE)


def told_by_stripe(ago, **values):
    at = timezone.now() - ago * MINUTE
    StripeEvent.objects.create(id="evt_1", **{"received_at": at, "next_at": at, **values})


def told_in_vain(of="cs_ours"):
    """Looked at just now, and again soon; `of` is a payment page's id."""
    order = a_placed_order({a_pack(): 1})
    order.attempts.update(session_id="cs_ours", state="session_open")
    Outbox.objects.update(done_at=timezone.now())
    told_by_stripe(7, session_id=of, next_at=timezone.now() + MINUTE)


def kept(days, kind="sessions"):
    """The end of the last round of a kind of housekeeping."""
    at = timezone.now() - timedelta(days=days)
    Chore.objects.create(kind=kind, next_at=at, begun_at=at, done_at=at)


def never_kept():
    kept(3)
    kept(2.5, "orders")
    Chore.objects.update(done_at=None)


def closed_for_weeks():
    """Or so it seems, by a clock that is ahead."""
    for kind in Chore.Kind:
        kept(40, kind)


TROUBLES = {
    "a silent loop": (silent, "the worker is silent for a minute: mail"),
    "no worker yet": (
        never_begun,
        "the worker is silent for a minute: "
        "money, mail, price sheets, what pages show, housekeeping",
    ),
    "housekeeping": (
        lambda: kept(2),
        "housekeeping has not come to its end for 2 d 0 h: sessions",
    ),
    "housekeeping from the first": (
        never_kept,
        "housekeeping has not come to its end for 3 d 0 h: sessions, persons of old orders",
    ),
    "housekeeping that waits for somebody": (
        closed_for_weeks,
        "housekeeping has not come to its end for 40 d 0 h:"
        f" {', '.join(str(kind.label) for kind in Chore.Kind)};"
        " is the clock right? Then manage.py forget_old begins it anew",
    ),
    "a wrong clock": (wrong_clock, "the worker is silent for a minute: mail"),
    "promise": (
        lambda: promised(7),
        "what was promised about money is not done: due for 7 min",
    ),
    "promise tried in vain": (
        tried_in_vain,
        "what was promised about money is not done: due for 6 min",
    ),
    "message looked at in vain": (told_in_vain, "a message of Stripe is unread for 7 min"),
    "message": (lambda: told_by_stripe(6), "a message of Stripe is unread for 6 min"),
    "mail": (lambda: promised(16, "mail"), "mail is undelivered for more than 15 min"),
    "mail in vain": (
        lambda: promised(-9, "mail", tries=10),
        "mail is undelivered for more than 15 min",
    ),
}
NO_TROUBLES = {
    "housekeeping of last night": lambda: kept(1.5, "orders"),
    "housekeeping of an hour ago": lambda: kept(0.04),
    "a loop between two beats": lambda: silent(ago=45),
    "a promise just due": lambda: promised(4),
    "a promise kept": lambda: promised(99, done_at=timezone.now()),
    "a message just come": lambda: told_by_stripe(4),
    "a message about nothing of ours": lambda: told_in_vain(of="cs_anothers"),
    "a message read": lambda: told_by_stripe(99, processed_at=timezone.now()),
    "mail on its way": lambda: promised(14, "mail"),
    "mail for a later day": lambda: promised(-900, "mail"),
    "mail sent": lambda: promised(99, "mail", done_at=timezone.now(), tries=12),
}


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
