"""Keys of patients' files are changed: sealed anew, one by one, before the old one is struck."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from checkout.prescriptions.files import vault
from checkout.prescriptions.files.vault import FileAltered
from checkout.prescriptions.models import PrescriptionFile
from checkout.prescriptions.rotating import rotate_all
from tests.checkout.prescriptions.told_case import a_told_cart

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


def rotate() -> list[str]:
    out = StringIO()
    call_command("rotate_file_keys", stdout=out)
    return out.getvalue().splitlines()


def test_an_old_key_can_be_struck_after_the_files_were_sealed_anew(settings):
    _basket, taken = a_told_cart()
    (old,) = settings.FILE_KEYS
    new = Fernet.generate_key().decode()
    settings.FILE_KEYS = [new, old]
    assert rotate() == [
        "FILE_KEYS has 2 keys here.",
        "Every file and second step is sealed with the first key. Strike the others if web "
        "server and worker were started with it before; else start them so and run this again.",
    ]
    settings.FILE_KEYS = [new]
    assert all(vault.read(name) for name in taken.pages)


def test_keys_are_not_said_to_be_changed_where_the_new_one_is_not_here():
    """As in a container that was started before it was put first."""
    with pytest.raises(CommandError, match="one key here.*put the new key first"):
        rotate()


def test_a_file_that_comes_while_the_keys_change_is_sealed_anew_too(settings):
    a_told_cart()
    (old,) = settings.FILE_KEYS
    new = Fernet.generate_key().decode()
    settings.FILE_KEYS = [new, old]
    rotated = rotate_all()
    assert next(rotated)[1] == ""
    settings.FILE_KEYS = [old]  # a web server that was not restarted yet
    _basket, late = a_told_cart()
    settings.FILE_KEYS = [new, old]
    assert [problem for _pk, problem in rotated] == [""]
    settings.FILE_KEYS = [new]
    assert all(vault.read(name) for name in late.pages)


def test_a_file_no_key_opens_is_named_and_the_others_are_sealed_anew(settings):
    _basket, lost = a_told_cart()
    (gone,) = settings.FILE_KEYS
    old = Fernet.generate_key().decode()
    settings.FILE_KEYS = [old]
    _basket, taken = a_told_cart()
    new = Fernet.generate_key().decode()
    settings.FILE_KEYS = [new, old]
    first = PrescriptionFile.objects.order_by("pk").first()
    err = StringIO()
    with pytest.raises(CommandError, match="Not sealed anew: 1. Keep the old keys"):
        call_command("rotate_file_keys", stderr=err)
    assert err.getvalue() == f"File {first.pk}: no key of FILE_KEYS opens it.\n"
    settings.FILE_KEYS = [new]
    assert vault.read(taken.name)
    with pytest.raises(FileAltered):
        vault.read(lost.name)
