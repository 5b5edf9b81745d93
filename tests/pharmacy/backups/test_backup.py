"""A backup is written whole or not at all, and says what to do where it is not."""

import resource
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO, TextIOWrapper
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from checkout.accounts.models import User
from checkout.prescriptions.files import vault
from checkout.waiting.models import Waiting
from pharmacy.backups import dump, files, writing
from pharmacy.backups.reads import last_backup
from pharmacy.backups.sealing import secret_keys
from tests.database import an_empty_database
from tests.factories import a_dosage, a_user
from tests.pharmacy.backups.shops import PUBLIC, in_a_folder

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1 << 20


def refused(shops) -> str:
    """Why there is no backup; nothing of it is left."""
    with pytest.raises(CommandError) as refusal:
        shops.back_up()
    assert not shops.backup.exists()
    assert not list(shops.place.glob("*.part"))
    assert last_backup() is None
    return str(refusal.value)


def test_a_new_key_opens_what_is_sealed_to_it(tmp_path, shops, settings):
    out = StringIO()
    call_command("backup", new_key=True, stdout=out)
    public = next(word for word in out.getvalue().split() if word.startswith("age1"))
    key = tmp_path / "new.txt"
    key.write_text(out.getvalue())
    settings.BACKUP_RECIPIENTS = [public, PUBLIC]
    assert str(secret_keys(key)[0].to_public()) == public
    shops.back_up()
    assert "The backup is whole." in shops.look(key=key)
    assert "The backup is whole." in shops.look()


def test_without_a_key_nothing_is_backed_up_and_how_to_make_one_is_said(shops, settings):
    settings.BACKUP_RECIPIENTS = []
    assert "manage.py backup --new-key" in refused(shops)


def test_the_last_good_backup_is_remembered(shops):
    before = timezone.now()
    shops.back_up()
    assert before < last_backup() < timezone.now()


def test_a_backup_is_for_its_own_user_and_nothing_in_it_can_be_read(shops):
    vault.keep(b"a photo of a prescription")
    a_user("canary@example.com")
    shops.back_up()
    assert shops.backup.stat().st_mode & 0o777 == 0o600
    sealed = shops.backup.read_bytes()
    for word in (b"canary", b"manifest", b"private/", b"PGDMP"):
        assert word not in sealed


def test_a_backup_replaces_none(shops):
    shops.back_up()
    was = shops.backup.read_bytes()
    with pytest.raises(CommandError, match="is there already: name a new file"):
        shops.back_up()
    assert shops.backup.read_bytes() == was


def test_two_do_not_write_one_backup(shops):
    (shops.place / "shop.age.part").write_bytes(b"another's")
    with pytest.raises(CommandError, match="another backup is being written, or one was killed"):
        shops.back_up()
    assert (shops.place / "shop.age.part").read_bytes() == b"another's"


def test_a_dump_that_fails_leaves_nothing(shops, monkeypatch):
    monkeypatch.setattr(dump, "client", lambda program: "/bin/false")
    assert "pg_dump" in refused(shops)


def test_what_pg_dump_says_is_told_with_what_helps_and_without_anybodys_row():
    said = dump._words("pg_dump", "pg_dump: error: permission denied for table x\nDETAIL: Canary")
    assert "permission denied" in said
    assert "as the owner of the database" in said
    assert "Canary" not in said


def test_a_full_disk_leaves_nothing_and_says_so(shops):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        said = refused(shops)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "File too large" in said
    assert "Free room" in said


def test_a_folder_that_is_not_there_is_said(shops):
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("backup", str(shops.place / "nowhere" / "shop.age"))


def test_a_file_that_changes_while_it_is_read_is_not_backed_up_in_halves(shops, monkeypatch):
    vault.keep(b"a photo of a prescription")
    monkeypatch.setattr(files, "pieces", lambda descriptor, size: [b"half"])
    assert "changed while it was read" in refused(shops)


def test_a_file_that_is_destroyed_meanwhile_is_left_out(shops, monkeypatch):
    names = sorted(vault.keep(b"a photo") for _ in range(2))
    found = files.kept_files

    def destroyed():
        for kept in found():
            if kept.name.endswith(names[0]):
                vault.destroy(names[0])
            yield kept

    monkeypatch.setattr(files, "kept_files", destroyed)
    shops.back_up()
    assert "Files: 1," in shops.look()


@pytest.mark.parametrize("target", ["/etc/passwd", "/etc"])
def test_a_link_leads_no_backup_out_of_the_shop(shops, settings, target):
    """Nor is it left out without a word: patients' files may lie behind it."""
    vault.keep(b"a photo")
    link = settings.DATA_DIR / "private" / "linked"
    link.symlink_to(target)
    assert f"{link} is a link" in refused(shops)


@pytest.mark.parametrize(("verbosity", "words"), [(0, ""), (1, "1 files of 0.0 MB")])
def test_a_timer_hears_of_what_goes_wrong_alone(shops, verbosity, words):
    vault.keep(b"a photo")
    said = StringIO()
    call_command("backup", str(shops.backup), stderr=said, verbosity=verbosity)
    assert words in said.getvalue()
    assert bool(said.getvalue()) is bool(words)


def test_a_backup_goes_to_standard_output(shops, monkeypatch):
    sealed = BytesIO()
    monkeypatch.setattr("sys.stdout", TextIOWrapper(sealed))
    call_command("backup", "-", stderr=StringIO())
    shops.backup.write_bytes(sealed.getvalue())
    assert "The backup is whole." in shops.look()
    assert last_backup()


@pytest.mark.parametrize(("says", "is_taken"), [("18", True), ("15.4", False), ("", False)])
def test_an_installed_pg_dump_is_taken_where_it_is_of_the_servers_version(
    tmp_path, monkeypatch, says, is_taken
):
    """An older one would refuse the server."""
    monkeypatch.setattr(dump, "_version_of_the_server", lambda: 18)
    installed = tmp_path / "pg_dump"
    installed.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {says}'\n")
    installed.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    command, _environment = dump._command("pg_dump", [])
    assert (command[0] == str(installed)) is is_taken


def test_a_password_is_no_argument_of_a_program(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "secret")
    for program in ("pg_dump", "pg_restore"):
        command, environment = dump._command(program, [])
        assert environment["PGPASSWORD"] == "secret"
        assert "secret" not in " ".join(command)


def memory(what: str) -> int:
    """Of this process, in bytes: VmRSS now, VmHWM at most since it was forgotten."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith(what))
    return int(line.split()[1]) * 1024


def test_a_large_file_takes_little_memory(shops, settings):
    """As much goes in and out as would be noticed."""
    large = settings.DATA_DIR / "media" / "large.bin"
    large.parent.mkdir(parents=True)
    with large.open("wb") as file:
        file.truncate(200 * MEGABYTE)
    with open("/proc/self/clear_refs", "w") as forget:
        forget.write("5")
    before = memory("VmRSS")
    shops.back_up()
    assert shops.backup.stat().st_size > 200 * MEGABYTE
    shops.look()
    assert memory("VmHWM") - before < 64 * MEGABYTE


def test_rows_are_counted_as_of_the_dump(shops, tmp_path, monkeypatch):
    """Who comes after they were counted is not in the dump either."""
    counted = writing.known_of_the_database

    def and_somebody_comes():
        known = counted()
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(a_person_comes).result()
        return known

    monkeypatch.setattr(writing, "known_of_the_database", and_somebody_comes)
    shops.back_up()
    assert User.objects.count() == 1
    with an_empty_database("counted"), in_a_folder(tmp_path / "new"):
        shops.restore()
        assert not User.objects.exists()


def a_person_comes() -> None:
    try:
        a_user()
    finally:
        connection.close()


def test_an_older_backup_is_brought_up_to_date(shops, tmp_path):
    """As if it had been made before anybody could wait for anything."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE waiting_waiting")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'waiting'")
    shops.back_up()
    with an_empty_database("older"), in_a_folder(tmp_path / "new"):
        shops.restore()
        assert not Waiting.objects.exists()


def test_a_backup_of_a_shop_that_sells_on_is_of_one_moment(shops, tmp_path):
    """Whoever comes with an address waits for something, in one transaction."""
    dosage, told_to_stop = a_dosage(), Event()

    def people_come():
        try:
            while not told_to_stop.is_set():
                with transaction.atomic():
                    person = a_user()
                    Waiting.objects.create(email=person.email, dosage=dosage)
        finally:
            connection.close()

    crowd = Thread(target=people_come)
    crowd.start()
    try:
        while User.objects.count() < 20:
            pass
        shops.back_up()
    finally:
        told_to_stop.set()
        crowd.join()
    sold = User.objects.count()
    with an_empty_database("under_load"), in_a_folder(tmp_path / "new"):
        shops.restore()
        people = set(User.objects.values_list("email", flat=True))
        assert people == set(Waiting.objects.values_list("email", flat=True))
        assert 20 <= len(people) < sold
