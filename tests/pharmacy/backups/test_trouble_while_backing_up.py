"""What makes a backup that cannot be restored, that nobody knows of, or that stops the shop."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from checkout.prescriptions.files import vault
from checkout.prescriptions.models import PrescriptionFile
from pharmacy.backups import files, writing
from pharmacy.backups.models import LastBackup
from pharmacy.backups.reads import last_backup
from pharmacy.migrating import MIGRATION_LOCK
from tests.checkout.prescriptions.cases import baclofen_pack, ordered

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_could_not_be_put_back_is_left_out_and_said(shops, settings):
    vault.keep(b"a photo")
    strays = [settings.DATA_DIR / kind for kind in ("private/notes.txt", "media/two\nlines")]
    strays[1].parent.mkdir()
    for stray in strays:
        stray.write_bytes(b"a stray")
    said = StringIO()
    call_command("backup", str(shops.backup), stderr=said)
    assert f"no file of this shop's: '{strays[0]}'" in said.getvalue()
    assert "two\\nlines" in said.getvalue()
    assert "Files: 1," in shops.look()


def test_a_folder_that_is_not_mounted_is_no_shop_without_files(shops, settings):
    ordered({baclofen_pack(): 1}, files=1)
    (settings.DATA_DIR / "private").rename(settings.DATA_DIR / "elsewhere")
    with pytest.raises(CommandError, match="names 1 prescriptions' files"):
        shops.back_up()
    assert not list(shops.place.glob("shop.age*"))
    PrescriptionFile.objects.update(erased_at=timezone.now(), name="", called="", pages=[])
    shops.back_up()


def test_a_connection_that_ended_while_files_were_read_is_made_anew(shops, monkeypatch):
    vault.keep(b"a photo")
    pieces = files.pieces

    def and_the_server_ends_it(descriptor, size):
        kill_the_connection()
        return pieces(descriptor, size)

    monkeypatch.setattr(files, "pieces", and_the_server_ends_it)
    shops.back_up()
    assert last_backup()


def test_a_backup_that_could_not_be_noted_is_a_backup(shops, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(LastBackup.objects, "update_or_create", away)
    with pytest.raises(CommandError) as refusal:
        shops.back_up()
    assert str(refusal.value).startswith("The backup is written, and whole")
    assert "The backup is whole." in shops.look()


def test_who_migrates_waits_for_a_backup_and_a_backup_for_who_migrates(shops, monkeypatch):
    """Not inside an ALTER, where every shopper would wait behind it."""
    known = writing.known_of_the_database

    def while_somebody_migrates():
        with ThreadPoolExecutor(1) as elsewhere:
            assert not elsewhere.submit(is_free).result()
        return known()

    monkeypatch.setattr(writing, "known_of_the_database", while_somebody_migrates)
    shops.back_up()
    assert is_free()


def test_migrating_holds_what_a_backup_waits_for(monkeypatch):
    free = []

    def held(self, *args, **options):
        with ThreadPoolExecutor(1) as elsewhere:
            free.append(elsewhere.submit(is_free).result())

    monkeypatch.setattr("django.core.management.commands.migrate.Command.handle", held)
    call_command("migrate", verbosity=0)
    assert free == [False]


def is_free() -> bool:
    """Whether nobody migrates or backs up."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [MIGRATION_LOCK])
            return cursor.fetchone()[0]
    finally:
        connection.close()


def kill_the_connection() -> None:
    """As a server that ends what is idle for too long."""
    pid = connection.connection.info.backend_pid
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(terminate, pid).result()


def terminate(pid: int) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    finally:
        connection.close()
