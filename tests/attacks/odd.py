"""What nobody means to enter, and what means something to a database, a page or a program."""

from collections.abc import Iterable
from urllib.parse import quote_from_bytes

from tests.html_form import SentForm

TEXTS = (
    *("", " ", "\0", "Sam\0", "'", '"', "\\", "%", "_", "%s %d %n", "'; DROP TABLE auth_group; --"),
    *(
        "1 OR 1=1",
        "' UNION SELECT password FROM accounts_user --",
        "a & !b | (c <-> d):*",
        ")(",
        ":",
    ),
    *(
        "x" * 3000,
        "wörter " * 300,
        "\u202eder",
        "\u200b",
        "\ufeff",
        "💊" * 90,
        "İıßſǅﷺ",
        "\r\nX: y",
    ),
    # Halves of letters, as UTF-8 must not have them.
    *("\ud800", "bac\udfff", "../../etc/passwd", "//evil.example", "javascript:alert(1)"),
    *("<script>zq</script>", "{{ 7 * 7 }}", "${7*7}", "[]", "{}", '[{"a":', "null", "true", "on"),
)
NUMBERS = (
    *("0", "-1", "1", "2", "1.5", "-0.001", "1e9", "1e999", "NaN", "-Infinity", "0x10", "1_000"),
    *(
        "2147483648",
        "9223372036854775808",
        "9" * 30,
        "9" * 5000,
        "²",
        "٣",
        "１２",
        "1,000.00",
        "+1",
    ),
)
MOMENTS = (
    *("2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-11-27"),
    *("0001-01-01 00:00", "9999-12-31T23:59:59.999999", "12/31/9999", "24:61", "00:00", "31.02.26"),
)
ODD = (*TEXTS, *NUMBERS, *MOMENTS)
# What has broken most pages of most shops.
WORST = ("", "\0", "9" * 30, "0001-01-01")
Fields = Iterable[tuple[str, str]]


def encoded(fields: Fields) -> str:
    """As a query or the body of a form; also what no browser would send."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in fields)


def in_a_cookie(text: str) -> str:
    """Its value, written in numbers (RFC 2109): so it may hold what a header may not."""
    return '"' + "".join(f"\\{byte:03o}" for byte in text.encode("utf-8", "surrogatepass")) + '"'


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


def in_turn(names: Iterable[str], turn: int) -> list[tuple[str, str]]:
    """All of these with one of the worst values in the first turns, then each with another."""
    if turn < len(WORST):
        return [(name, WORST[turn]) for name in names]
    return [(name, ODD[(17 * place + 7 * turn) % len(ODD)]) for place, name in enumerate(names)]


def pairs_of(form: SentForm) -> list[tuple[str, str]]:
    return [(name, value) for name, values in form.fields.items() for value in values]
