"""What is left of the disk is asked of the folder that fills it."""

from checkout.running import disk


def test_the_disk_is_that_of_data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    found = disk.room()
    assert found.left > 0
    assert 0 <= found.percent <= 100
    assert disk.is_writable()
