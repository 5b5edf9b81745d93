"""What a process keeps takes no more room than there is; the least used goes first."""

from catalog.memory import Memory


def memory(most_bytes):
    return Memory(most_bytes, lambda key, value: len(key) + len(value))


def there(kept):
    return [key for key in "abcd" if kept.get(key)]


def test_the_least_used_goes_first():
    kept = memory(3 * 1_001)
    for key in "abc":
        kept.put(key, b"x" * 1_000)
    assert kept.get("a")
    kept.put("d", b"x" * 1_000)
    assert there(kept) == ["a", "c", "d"]


def test_what_is_made_again_takes_the_place_of_the_older_one():
    kept = memory(2 * 1_001)
    kept.put("b", b"x" * 1_000)
    for _ in range(5):
        kept.put("a", b"x" * 1_000)
    assert there(kept) == ["a", "b"]


def test_what_is_larger_than_all_the_room_is_not_kept_and_drops_no_other():
    kept = memory(10_000)
    kept.put("a", b"x" * 1_000)
    kept.put("b", b"x" * 10_000)
    assert there(kept) == ["a"]


def test_what_was_kept_is_gone_with_the_room_it_took_once_it_is_cleared():
    kept = memory(1_001)
    kept.put("a", b"x" * 1_000)
    kept.clear()
    assert there(kept) == []
    kept.put("b", b"x" * 1_000)
    assert there(kept) == ["b"]
