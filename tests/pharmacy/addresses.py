"""Every address of the shop that has a name, by it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addresses(resolver=None, prefix="/") -> Iterator[tuple[str, str]]:
    """Name and pattern of every address that has a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        elif isinstance(entry, URLPattern) and entry.name and "(?P" not in path:
            yield entry.name, path


STAFFS = {name: path for name, path in addresses() if path.startswith("/admin/")}
SHOPPERS = {name: path for name, path in addresses() if not path.startswith("/admin/")}
