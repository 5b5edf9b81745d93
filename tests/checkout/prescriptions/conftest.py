"""The vault of patients' files, for every test of what is told."""

from tests.checkout.prescriptions.files.conftest import vault_folder  # noqa: F401
