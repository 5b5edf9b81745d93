"""Of files that no row names none is destroyed beside another database than they were kept by."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from checkout.prescriptions import belonging
from checkout.prescriptions.belonging import AnothersFiles, must_be_of_this_database
from checkout.prescriptions.files import vault
from checkout.prescriptions.files.taking import take
from checkout.prescriptions.forgetting import destroy_strays
from checkout.prescriptions.models import PrescriptionFile
from pharmacy.backups import files
from tests.checkout.prescriptions.files.good import scan
from tests.checkout.prescriptions.told_case import a_told_cart

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


@pytest.fixture
def strays():
    """Of a process that was killed a day ago."""
    return take(scan(2)).pages


def destroyed() -> int:
    """In every folder, a day from now."""
    total, folder = 0, ""
    while folder is not None:
        gone, folder = destroy_strays(timezone.now() + timedelta(hours=25), folder)
        total += gone
    return total


def another_database(monkeypatch):
    """The shop comes back with one that was made anew, and knows of no file."""
    monkeypatch.setattr(belonging, "first_migrated", lambda: "today")
    PrescriptionFile.objects.all().delete()


def test_an_empty_vault_is_of_whichever_database_comes(monkeypatch):
    vault.sign("the database of before")
    must_be_of_this_database()
    assert destroyed() == 0
    strays = take(scan(2)).pages
    assert destroyed() == len(strays)
    another_database(monkeypatch)
    must_be_of_this_database()
    assert vault.signature() == "today"


def test_beside_another_database_no_file_is_a_stray(monkeypatch, vault_folder):
    _basket, named = a_told_cart()
    assert destroyed() == 0
    another_database(monkeypatch)
    with pytest.raises(AnothersFiles, match=f"write 'today' into {vault_folder}/.database"):
        destroyed()
    with pytest.raises(CommandError, match="connect that one"):
        call_command("forget_old")
    assert all(vault.read(name) for name in named.pages)


def test_nor_where_nobody_has_signed_for_the_vault_yet(monkeypatch, vault_folder, strays):
    """As in a shop that is older than signatures, or was restored."""
    with pytest.raises(AnothersFiles):
        destroyed()
    assert not (vault_folder / ".database").exists()
    _basket, named = a_told_cart()
    assert destroyed() == len(strays)
    assert all(vault.read(name) for name in named.pages)


def test_they_are_where_it_stands_in_the_place_of_the_lost_one(monkeypatch, vault_folder):
    _basket, named = a_told_cart()
    destroyed()
    another_database(monkeypatch)
    (vault_folder / ".database").write_text("today")
    assert destroyed() == len(named.pages)


def test_what_is_put_back_is_of_the_database_that_is_put_back(vault_folder):
    """Whoever empties the folder before leaves what is hidden."""
    vault.sign("the database of before")
    files.begin()
    must_be_of_this_database()
    assert vault.signature() != "the database of before"
