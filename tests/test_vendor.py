"""What others made and we serve is what we once looked at."""

import hashlib

from django.conf import settings

VENDOR = settings.BASE_DIR / "static" / "vendor"


def test_vendored_files_are_unchanged():
    for line in (VENDOR / "CHECKSUMS").read_text().splitlines():
        expected, name = line.split()
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == expected, name


def test_every_vendored_file_has_a_checksum_and_a_licence():
    checked = {line.split()[1] for line in (VENDOR / "CHECKSUMS").read_text().splitlines()}
    files = {path.name for path in VENDOR.iterdir()} - {"CHECKSUMS"}
    licences = {name for name in files if name.endswith((".LICENSE.txt", ".OFL.txt"))}

    assert files - licences == checked
    assert {name.split(".")[0] for name in licences} == {name.split(".")[0] for name in checked}


def test_the_script_that_fetches_what_is_personal_stays_under_a_kilobyte():
    assert (settings.BASE_DIR / "static" / "shop" / "personal.js").stat().st_size < 1024
