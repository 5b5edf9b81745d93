"""Finished pages take no more room than there is; the least used go first."""

from datetime import datetime

from catalog.shown.changes import Look
from pharmacy.exact.memory import OVERHEAD_BYTES, Key, Memory, Page


def key(path):
    return Key(True, path, "", "br")


def page(size):
    return Page(("site",), Look("1:1:", "", datetime.max), {"ETag": '"x"'}, b"x" * size)


def test_the_least_used_goes_first():
    memory = Memory(3 * (1_000 + len("/a/") + OVERHEAD_BYTES))
    for path in ("/a/", "/b/", "/c/"):
        memory.put(key(path), page(1_000))
    assert memory.get(key("/a/"))
    memory.put(key("/d/"), page(1_000))
    there = [path for path in ("/a/", "/b/", "/c/", "/d/") if memory.get(key(path))]
    assert there == ["/a/", "/c/", "/d/"]


def test_a_page_made_again_takes_the_place_of_the_older_one():
    memory = Memory(2 * (1_000 + len("/a/") + OVERHEAD_BYTES))
    memory.put(key("/b/"), page(1_000))
    for _ in range(5):
        memory.put(key("/a/"), page(1_000))
    assert memory.get(key("/a/"))
    assert memory.get(key("/b/"))


def test_one_larger_than_all_the_room_is_not_kept_and_drops_no_other():
    memory = Memory(10_000)
    memory.put(key("/a/"), page(1_000))
    memory.put(key("/b/"), page(10_000))
    assert memory.get(key("/a/"))
    assert not memory.get(key("/b/"))
