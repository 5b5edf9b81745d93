"""A shop with orders, files and a past is put back: all of it is there, and it goes on."""

from contextlib import contextmanager

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction
from django.test import Client

from catalog.pictures.models import Picture
from checkout.accounts.models import Session, User
from checkout.order.models import Order
from checkout.prescriptions.files import vault
from checkout.prescriptions.models import PrescriptionFile
from pharmacy.append_only import append_only_tables
from pharmacy.closing import is_closed
from pharmacy.history.models import EVENTS
from tests.catalog.pictures.drawn import a_photo, a_picture
from tests.checkout.prescriptions.cases import baclofen_pack, ordered
from tests.checkout.shopping import a_placed_order
from tests.database import an_empty_database
from tests.factories import a_pack, a_user, baclofen
from tests.pharmacy.backups.shops import Shops, files_in, guards_of_the_database, in_a_folder, sums

pytestmark = pytest.mark.django_db
# What restoring itself writes, and the sessions that it ends.
ITS_OWN = {"accounts_session", "payment_outbox"}


@contextmanager
def put_back(place):
    """The shop as it was, in another database and folder; what it said, and what it had."""
    shops = Shops(place)
    with in_a_folder(place / "shop"):
        order = ordered({baclofen_pack(): 2}, files=2, email="canary@example.com")
        Client().force_login(a_user("owner@example.com"))
        a_picture(baclofen())
        media = place / "shop" / "media" / "pictures" / "baclofen.jpg"
        media.parent.mkdir(parents=True)
        media.write_bytes(a_photo())
        had = {"order": order.number, "files": files_in(place / "shop"), "sums": sums()}
        had |= {"only added to": set(append_only_tables()), "guards": guards_of_the_database()}
        shops.back_up()
    with an_empty_database("restored"), in_a_folder(place / "new"):
        had["said"] = shops.restore()
        yield had


@pytest.fixture(scope="module")
def had(own_database, django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        back = put_back(tmp_path_factory.mktemp("backups"))
        had = back.__enter__()
    yield had
    with django_db_blocker.unblock():
        back.__exit__(None, None, None)
        own_database.clone()


def test_every_row_of_every_table_is_there(had):
    now = sums()
    assert now.keys() == had["sums"].keys()
    assert len(now) > 100
    others = {table for table in now if now[table] != had["sums"][table]}
    assert others == ITS_OWN
    assert Order.objects.get().number == had["order"]
    assert EVENTS["order"].objects.filter(id=Order.objects.get().pk).exists()
    assert Picture.objects.exists()


def test_every_file_is_there_and_opens_with_the_key_that_was_kept_apart(had, settings, tmp_path):
    new = settings.DATA_DIR
    signs = {"closed", "restored"}
    assert set(files_in(new)) == {*had["files"], *signs}
    assert {k: v for k, v in files_in(new).items() if k not in signs} == had["files"]
    names = [name for file in PrescriptionFile.objects.all() for name in file.names]
    assert [vault.read(name) for name in names] == [b"a photo of a prescription"] * 2
    settings.FILE_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(vault.FileAltered):
        vault.read(names[0])


def test_nobody_but_the_shops_own_user_reads_what_was_put_back(had, settings):
    private = settings.DATA_DIR / "private"
    modes = {path.stat().st_mode & 0o777 for path in private.rglob("*")}
    assert modes == {0o700, 0o600}


@pytest.mark.parametrize("deed", ["UPDATE {} SET pgh_label = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_is_only_added_to_is_so_still(had, deed):
    assert set(append_only_tables()) == had["only added to"]
    for event in EVENTS.values():
        statement = deed.format(event._meta.db_table)
        with pytest.raises(Error, match="only ever added to"), transaction.atomic():
            connection.cursor().execute(statement)


def test_every_guard_of_the_database_is_there(had):
    """Triggers, constraints and indexes, and word by word whatever they call."""
    guards = guards_of_the_database()
    assert len(guards) > 1000
    assert guards == had["guards"]


def test_the_shop_goes_on_where_it_was(had):
    """Numbers are counted from where they were, and each change leaves its event."""
    order = a_placed_order({a_pack(): 1})
    assert Order.objects.count() == 2
    assert EVENTS["order"].objects.filter(id=order.pk).exists()


def test_the_shop_is_closed_and_nobody_signed_in_until_somebody_has_looked(had):
    assert is_closed()
    assert not Session.objects.exists()
    assert User.objects.filter(email="owner@example.com").exists()


def test_no_worker_works_until_somebody_has_looked(had, settings):
    """In a drill it would refund real cards and mail real patients."""
    sign = settings.DATA_DIR / "restored"
    with pytest.raises(CommandError, match=f"(?s)a drill.*delete this file .{sign}"):
        call_command("worker")


def test_what_comes_next_is_said(had, settings):
    words = ("grant_web", "forget_old", "erase_person", "worker", "shelf", "closed", "A DRILL")
    for word in (*words, f"rm {settings.DATA_DIR}/restored"):
        assert word in had["said"]
