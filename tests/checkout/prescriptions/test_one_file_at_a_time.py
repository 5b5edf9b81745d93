"""A file that is destroyed while the keys change does not come back."""

from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone

from checkout.prescriptions import erasing
from checkout.prescriptions.erasing import erase_files
from checkout.prescriptions.files import vault
from checkout.prescriptions.files.vault import FileMissing
from checkout.prescriptions.models import PrescriptionFile
from checkout.prescriptions.rotating import rotate_all
from tests.checkout.prescriptions.told_case import a_told_cart

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("vault_folder")]
LONG = 20  # seconds, which nothing waits for


def test_keys_are_changed_of_no_file_that_is_being_destroyed(monkeypatch):
    _basket, taken = a_told_cart()
    sealed, destroyed = Event(), Event()
    store, forget = vault._store, erasing.forget

    def slow_store(name, data):
        sealed.set()
        # Where the row is not locked, the file is destroyed now.
        destroyed.wait(0.5)
        store(name, data)

    def noted_forget(names):
        forget(names)
        destroyed.set()

    def change_keys():
        list(rotate_all())
        connection.close()

    monkeypatch.setattr(vault, "_store", slow_store)
    monkeypatch.setattr(erasing, "forget", noted_forget)
    thread = Thread(target=change_keys)
    thread.start()
    assert sealed.wait(LONG)
    erase_files(PrescriptionFile.objects.all(), now=timezone.now())
    thread.join(LONG)
    for name in taken.pages:
        with pytest.raises(FileMissing):
            vault.read(name)
