"""What cannot be restored is refused in words, and nothing is changed."""

import shutil
import tarfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from checkout.prescriptions.models import PrescriptionFile
from pharmacy.backups import dump, files, restoring
from pharmacy.backups.sealing import new_key, seal
from pharmacy.backups.tar import Pack
from pharmacy.closing import is_closed
from pharmacy.embedded_postgres.locks import wait_until
from pharmacy.management.commands.worker import Command as Worker
from tests.checkout.prescriptions.cases import baclofen_pack, ordered
from tests.database import an_empty_database
from tests.pharmacy.backups.shops import PUBLIC, SECRET, Shops, files_in, in_a_folder

WAITS = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'pg_restore'
        AND wait_event = 'ClientRead' AND clock_timestamp() > state_change + interval '2 seconds'
    )
"""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """One backup for all of them, its dump in many parts, as that of a large shop."""
    place = tmp_path_factory.mktemp("made")
    with django_db_blocker.unblock(), in_a_folder(place / "shop"):
        ordered({baclofen_pack(): 1}, files=2)
        with pytest.MonkeyPatch.context() as small:
            # The last of them is smaller than what the tables hold: pg_restore begins before it.
            small.setattr(dump, "PART", 1 << 12)
            Shops(place).back_up()
    return Shops(place)


@pytest.fixture
def copy(made, tmp_path):
    """Its copy, to be spoilt."""
    shutil.copy(made.backup, tmp_path)
    return Shops(tmp_path)


@pytest.fixture
def empty(tmp_path):
    """An empty shop."""
    with an_empty_database("empty"), in_a_folder(tmp_path / "new") as place:
        yield place


def refusal(deed, *args, **kwargs) -> str:
    with pytest.raises(CommandError) as refused:
        deed(*args, **kwargs)
    return str(refused.value)


def tables() -> int:
    with connection.cursor() as cursor:
        cursor.execute(restoring.RELATIONS)
        return cursor.fetchone()[0]


def pg_restore_waits() -> bool:
    """It has done all that it was given."""
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return cursor.fetchone()[0]


def spoilt(shops: Shops, at: int) -> None:
    """One bit, so many bytes from the end or the beginning."""
    sealed = bytearray(shops.backup.read_bytes())
    sealed[at] ^= 1
    shops.backup.write_bytes(sealed)


def sealed_by_anybody(shops: Shops, name: str, content: bytes = b"evil") -> None:
    """A tar with one file, sealed to the public key."""
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    pieces = [entry.tobuf(), content, bytes(-len(content) % 512), bytes(1024)]
    with shops.backup.open("wb") as sink:
        seal(iter(pieces), [PUBLIC], sink)


def test_a_backup_that_is_whole_says_what_is_in_it(copy):
    said = copy.look()
    assert "order_order: 1" in said
    assert "Files: 2," in said
    assert "PostgreSQL 1" in said
    assert "The backup is whole." in said


@pytest.mark.parametrize("deed", [Shops.look, Shops.restore])
def test_another_key_opens_nothing(copy, empty, deed):
    other = copy.place / "other.txt"
    other.write_text(new_key()[0])
    assert "This secret key does not open the backup" in refusal(deed, copy, key=other)
    assert not tables()


def test_what_is_no_key_is_said_and_not_repeated(copy):
    other = copy.place / "other.txt"
    for text in ("", "# nothing\n", "hush-hush", PUBLIC):
        other.write_text(text)
        said = refusal(copy.look, key=other)
        assert "holds no secret key of age" in said
        assert "hush" not in said
    assert "No such file" in refusal(copy.look, key=copy.place / "none.txt")


def test_a_key_that_is_typed_in_place_of_its_file_is_not_repeated(copy):
    for named in ({"key": Path(SECRET)}, {"file": Path(SECRET.lower())}):
        said = refusal(copy.look, **named)
        assert "Write it into a file" in said
        assert SECRET.lower() not in said.lower()


def test_what_is_no_backup_is_said(copy):
    for content in (b"", b"PK\x03\x04", b"age-encryption.org/v2\n" * 9):
        copy.backup.write_bytes(content)
        assert "is no backup of this shop" in refusal(copy.look)
    copy.backup.write_bytes(b"age-encryption.org/v1\n" * 9)
    assert "does not open the backup, or its beginning was altered" in refusal(copy.look)
    copy.backup.unlink()
    assert "No such file" in refusal(copy.look)


@pytest.mark.parametrize("deed", [Shops.look, Shops.restore])
@pytest.mark.parametrize("at", [-1, -70_000, 60])
def test_an_altered_backup_is_refused(copy, empty, deed, at):
    spoilt(copy, at)
    assert "altered" in refusal(deed, copy)
    assert not tables()
    assert not is_closed()


@pytest.mark.parametrize("lacks", [1, 70_000])
def test_a_backup_that_is_cut_short_is_refused(copy, empty, lacks):
    sealed = copy.backup.read_bytes()
    copy.backup.write_bytes(sealed[:-lacks])
    assert "is cut short: take another copy" in refusal(copy.restore)
    copy.backup.write_bytes(sealed[:100])
    assert "does not open the backup" in refusal(copy.restore)
    assert not tables()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "private/../../closed",
        "private/ab/cd/evil.py",
        "media/../settings.py",
        "media/.hidden",
        "media/two\nlines",
        "elsewhere/file",
    ],
)
def test_a_backup_that_a_stranger_has_sealed_puts_nothing_anywhere_else(copy, empty, name):
    sealed_by_anybody(copy, name)
    assert "something that does not belong there" in refusal(copy.restore)
    assert files_in(empty) == {}


def test_a_backup_whose_members_do_not_add_up_is_refused(copy):
    sealed_by_anybody(copy, "media/one.jpg")
    assert "does not say what is in it" in refusal(copy.look)
    sealed_by_anybody(copy, "manifest.json", b"{}")
    assert "cannot be read" in refusal(copy.look)
    sealed_by_anybody(copy, "manifest.json", b'{"format": 2}')
    assert "made by a newer shop" in refusal(copy.look)
    pack = Pack(datetime.now(UTC))
    pieces = [*pack.member("media/one.jpg", 3, [b"one"])]
    pack._lines = [line.replace(line[:4], "0000") for line in pack._lines]
    with copy.backup.open("wb") as sink:
        seal(iter([*pieces, *pack.sums()]), [PUBLIC], sink)
    assert "media/one.jpg is not what was backed up" in refusal(copy.look)


def test_nothing_is_put_into_a_database_that_has_a_table(copy, empty):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE theirs (id int)")
    assert "it has 1 tables" in refusal(copy.restore)
    assert tables() == 1
    assert not is_closed()


@pytest.mark.parametrize("kind", ["private", "media"])
def test_nothing_is_put_into_a_folder_that_has_a_file(copy, empty, kind):
    there = empty / kind / "ab" / "file"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"theirs")
    assert str(there) in refusal(copy.restore)
    assert not tables()
    assert files_in(empty) == {f"{kind}/ab/file": b"theirs"}


def test_a_backup_of_a_newer_shop_is_refused(copy, empty, monkeypatch):
    loader = restoring.MigrationLoader

    class Older(loader):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            del self.disk_migrations["waiting", "0001_who_waits_for_what"]

    monkeypatch.setattr(restoring, "MigrationLoader", Older)
    assert "such as waiting.0001_who_waits_for_what" in refusal(copy.restore)
    assert not tables()


def test_a_restore_that_is_broken_off_leaves_nothing_and_can_be_begun_again(
    copy, empty, monkeypatch
):
    """The database is committed when every file lies there, not before."""
    written = files.put_aside

    def no_room(name, chunks):
        written(name, chunks)
        assert wait_until(lambda: tables() or pg_restore_waits(), seconds=60)
        raise OSError(28, "No space left on device", name)

    with monkeypatch.context() as broken:
        broken.setattr(files, "put_aside", no_room)
        assert "No space left on device: private/" in refusal(copy.restore)
    assert not tables()
    assert set(files_in(empty)) == {"closed", "restored"}
    killed = empty / "private" / files.UNFINISHED / "ab"
    killed.mkdir(parents=True)
    (killed / "left by a killed one").write_bytes(b"half")
    copy.restore()
    assert tables() > 100
    assert len(files_in(empty)) == 4


def test_no_worker_works_where_a_restore_did_not_come_to_its_end(copy, empty, monkeypatch):
    """All of it is in the database by then and nothing of it is doubted; its files lie aside."""

    def killed(manifest):
        raise KeyboardInterrupt

    # One that is not refused ends at once.
    monkeypatch.setattr(Worker, "go_on", Worker.stop)
    with monkeypatch.context() as broken:
        broken.setattr(restoring, "_compare", killed)
        with pytest.raises(KeyboardInterrupt):
            copy.restore()
    assert tables() > 100
    assert "manage.py restore --recovered" in refusal(call_command, "worker")
    call_command("restore", recovered=True, stdout=StringIO())
    assert "If it is a drill" in refusal(call_command, "worker")
    names = [name for file in PrescriptionFile.objects.all() for name in file.names]
    assert set(files_in(empty)) == {"closed", "restored", *(f"private/{name}" for name in names)}


def test_files_are_not_taken_over_for_a_database_that_has_nothing(empty):
    """A restore that was killed has left some of them, and is begun again."""
    files.put_aside("private/ab/cd/" + "0" * 28, [b"half"])
    with pytest.raises(ProgrammingError):
        call_command("restore", recovered=True, stdout=StringIO())
    assert not files.found_files()


def test_a_dump_that_cannot_be_restored_leaves_nothing(copy, empty):
    """An index, a trigger or a row that is refused takes all the others back."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TYPE waiting_waiting AS (id int)")
    said = refusal(copy.restore)
    assert "Nothing was restored. pg_restore: error:" in said
    assert 'waiting_waiting" already exists' in said
    assert not tables()
    assert not files_in(empty / "private")


def test_pg_restore_that_is_missing_is_said(copy, empty, monkeypatch):
    monkeypatch.setattr(dump, "client", lambda program: "/bin/true")
    assert "ended before it had read all" in refusal(copy.restore)
    assert not files_in(empty / "private")


def test_what_was_to_be_restored_is_counted(copy, empty, monkeypatch):
    monkeypatch.setattr(restoring, "row_counts", dict)
    said = refusal(copy.restore)
    assert "has no rows, and had" in said
    assert "Do not open this shop" in said


def test_a_sealed_file_of_the_vault_alone_is_taken_for_what_it_is():
    assert files.is_ours("private/ab/cd/" + "0" * 28)
    assert files.is_ours("media/pictures/baclofen.jpg")
