"""Under which letter a name stands in a list from A to Z, and on which page that letter begins."""

from catalog.letters import letter_links, letter_of


def address(sign: str) -> str:
    return f"?{sign}"


def test_what_begins_with_no_letter_stands_first():
    assert [letter_of(first) for first in ("a", "5", "", "я")] == ["A", "0-9", "0-9", "Я"]


def test_each_letter_leads_to_the_page_it_begins_on():
    links = letter_links(["5", "7", "a", "b", "z"], "a", address)
    assert [(link.letter, link.address) for link in links] == [
        ("0-9", "?#l-0-9"),
        ("A", "?#l-A"),
        ("B", "?b#l-B"),
        ("Z", "?z#l-Z"),
    ]


def test_a_list_of_one_page_has_all_its_letters_there():
    links = letter_links(["a", "z"], None, address)
    assert [link.address for link in links] == ["?#l-A", "?#l-Z"]
