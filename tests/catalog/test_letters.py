"""Under which letter a name stands in a list from A to Z, and on which page that letter begins."""

from catalog.letters import letter_links, letter_of


def address(page: int) -> str:
    return f"?page={page}"


def test_what_begins_with_no_letter_stands_first():
    assert [letter_of(first) for first in ("a", "5", "", "я")] == ["A", "0-9", "0-9", "Я"]


def test_each_letter_leads_to_the_page_it_begins_on():
    links = letter_links([("5", 1), ("7", 2), ("a", 3), ("b", 4), ("z", 1)], 4, address)
    assert [(link.letter, link.address) for link in links] == [
        ("0-9", "?page=1#l-0-9"),
        ("A", "?page=1#l-A"),
        ("B", "?page=2#l-B"),
        ("Z", "?page=3#l-Z"),
    ]
