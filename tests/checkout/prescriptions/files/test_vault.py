"""The vault: sealed, named at random, whole or not there, and only under its own name."""

import os
import stat

import pytest
from cryptography.fernet import Fernet
from django.core.files.storage import storages

from checkout.prescriptions.files import vault
from checkout.prescriptions.files.vault import FileAltered, FileMissing

SECRET = b"Baclofen for Ada" * 100


def kept_files(folder):
    return sorted(place for place in folder.rglob("*") if place.is_file())


def test_what_is_kept_is_read_again(vault_folder):
    assert vault.read(vault.keep(SECRET)) == SECRET
    assert vault.read(vault.keep(b"")) == b""


def test_nothing_readable_lies_on_the_disk(vault_folder):
    name = vault.keep(SECRET)
    (place,) = kept_files(vault_folder)
    assert b"Ada" not in place.read_bytes()
    assert place.relative_to(vault_folder).as_posix() == name
    assert len(place.relative_to(vault_folder).parts) == 3
    assert place.suffix == ""


def test_the_same_file_kept_twice_is_two_that_nobody_can_match(vault_folder):
    first, second = vault.keep(SECRET), vault.keep(SECRET)
    one, other = kept_files(vault_folder)
    assert first != second
    assert one.read_bytes() != other.read_bytes()


def test_files_and_folders_are_the_shops_own(vault_folder):
    previous = os.umask(0)
    try:
        vault.keep(SECRET)
    finally:
        os.umask(previous)
    modes = {
        stat.S_IMODE(place.stat().st_mode) for place in [vault_folder, *vault_folder.rglob("*")]
    }
    assert modes == {0o700, 0o600}


def test_no_address_leads_to_the_vault(vault_folder, settings):
    name = vault.keep(SECRET)
    with pytest.raises(ValueError, match="no address"):
        storages["private"].url(name)
    private, media = settings.DATA_DIR / "private", settings.MEDIA_ROOT
    assert media not in [private, *private.parents]


def test_an_altered_file_is_not_read(vault_folder):
    name = vault.keep(SECRET)
    (place,) = kept_files(vault_folder)
    sealed = bytearray(place.read_bytes())
    sealed[50] ^= 1
    place.write_bytes(sealed)
    with pytest.raises(FileAltered):
        vault.read(name)


def test_one_patients_file_does_not_pass_for_anothers(vault_folder):
    mine, yours = vault.keep(b"mine"), vault.keep(b"yours")
    (vault_folder / mine).write_bytes((vault_folder / yours).read_bytes())
    with pytest.raises(FileAltered):
        vault.read(mine)


@pytest.mark.parametrize(
    "name", ["", "ab/cd/" + "0" * 28, "../../etc/passwd", "/etc/passwd", "ab", "ab/cd/\0"]
)
def test_what_is_not_in_the_vault_is_missing(vault_folder, name):
    with pytest.raises(FileMissing):
        vault.read(name)
    with pytest.raises(FileMissing):
        vault.rotate(name)


def test_a_destroyed_file_is_gone_for_good(vault_folder):
    name = vault.keep(SECRET)
    vault.destroy(name)
    vault.destroy(name)
    assert kept_files(vault_folder) == []
    with pytest.raises(FileMissing):
        vault.read(name)


def test_keys_are_changed_one_file_after_the_other(vault_folder, settings):
    name = vault.keep(SECRET)
    (old,) = settings.FILE_KEYS
    new = Fernet.generate_key().decode()

    settings.FILE_KEYS = [new, old]
    assert vault.read(name) == SECRET
    vault.rotate(name)
    settings.FILE_KEYS = [new]
    assert vault.read(name) == SECRET
    settings.FILE_KEYS = [old]
    with pytest.raises(FileAltered):
        vault.read(name)
    with pytest.raises(FileAltered):
        vault.rotate(name)
    assert len(kept_files(vault_folder)) == 1


@pytest.fixture(params=["fsync", "replace"])
def full_disk(request, monkeypatch):
    """A disk that is full as soon as a file is to be written out, or put in its place."""
    fsync = os.fsync

    def no_space(*args):
        raise OSError(28, "No space left on device")

    def no_space_for_a_file(descriptor):
        is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return no_space() if is_file else fsync(descriptor)

    def fill() -> None:
        instead = {"fsync": no_space_for_a_file, "replace": no_space}
        monkeypatch.setattr(f"os.{request.param}", instead[request.param])

    return fill


def test_a_file_is_whole_or_not_there(vault_folder, full_disk):
    full_disk()
    with pytest.raises(OSError, match="No space left"):
        vault.keep(SECRET)
    assert kept_files(vault_folder) == []


def test_a_file_that_cannot_be_sealed_anew_stays_as_it_was(vault_folder, settings, full_disk):
    name = vault.keep(SECRET)
    settings.FILE_KEYS = [Fernet.generate_key().decode(), *settings.FILE_KEYS]
    full_disk()
    with pytest.raises(OSError, match="No space left"):
        vault.rotate(name)
    assert vault.read(name) == SECRET
    assert len(kept_files(vault_folder)) == 1
