"""Fixtures of the private files: an empty vault with a key of its own, a scanner."""

import pytest
from cryptography.fernet import Fernet

from tests.checkout.prescriptions.files.clamd import running_scanner


@pytest.fixture
def vault_folder(settings, tmp_path):
    """The folder of an empty vault."""
    private = settings.STORAGES["private"]
    folder = tmp_path / "private"
    options = private["OPTIONS"] | {"location": folder}
    settings.STORAGES = settings.STORAGES | {"private": private | {"OPTIONS": options}}
    settings.FILE_KEYS = [Fernet.generate_key().decode()]
    return folder


@pytest.fixture
def scanner(settings):
    """A virus scanner that the shop asks."""
    with running_scanner() as running:
        settings.CLAMD = running.address
        yield running
