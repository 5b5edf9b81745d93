"""What was put aside comes where it belongs, however often it was begun."""

from pharmacy.backups import files
from tests.pharmacy.backups.shops import files_in

FIRST, SECOND = (f"private/ab/cd/{number * 28}" for number in "01")


def test_what_was_put_aside_is_taken_over_and_nothing_is_left_of_the_place(shops, settings):
    files.put_aside(FIRST, [b"a photo"])
    files.put_aside("media/pictures/baclofen.jpg", [b"a ", b"picture"])
    files.take_over()
    files.take_over()
    there = {FIRST: b"a photo", "media/pictures/baclofen.jpg": b"a picture"}
    assert files_in(settings.DATA_DIR) == there
    assert not list(settings.DATA_DIR.rglob(files.UNFINISHED))


def test_what_is_left_is_taken_over_into_folders_that_are_there(shops, settings):
    """As after one that was killed between two files of a folder."""
    files.put_aside(FIRST, [b"a photo"])
    files.take_over()
    files.put_aside(SECOND, [b"another"])
    files.take_over()
    assert files_in(settings.DATA_DIR) == {FIRST: b"a photo", SECOND: b"another"}


def test_what_is_there_is_not_overwritten(shops, settings):
    """Files that were brought back by other means are newer than what a killed restore has left."""
    media = settings.DATA_DIR / "media" / "pictures"
    media.mkdir(parents=True)
    (media / "baclofen.jpg").write_bytes(b"new")
    files.put_aside("media/pictures/baclofen.jpg", [b"old"])
    files.take_over()
    assert files_in(settings.DATA_DIR) == {"media/pictures/baclofen.jpg": b"new"}
