"""The addresses of the shop are those of a list: none comes along with a package."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.pharmacy.addresses import ADDRESSES


def test_these_are_all_the_addresses_there_are():
    found = [(entry.name, str(entry.pattern)) for entry in get_resolver().url_patterns[:-1]]
    assert found == list(ADDRESSES.items())


def test_beside_them_there_is_admin_which_tests_of_its_own_hold():
    last = get_resolver().url_patterns[-1]
    assert (str(last.pattern), last.app_name) == ("admin/", "admin")


def test_no_page_of_oscars_has_an_address():
    assert [view for view in views() if view.startswith("oscar.")] == []


def views(resolver: URLResolver | None = None) -> Iterator[str]:
    """The module of each view there is an address of."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield getattr(entry.callback, "__module__", "")
        else:
            yield from views(entry)
