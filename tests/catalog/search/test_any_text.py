"""Whatever is typed is answered, and asks the database for nothing but its words."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.search.finding import closest
from catalog.search.reads import words_of
from tests.factories import baclofen

pytestmark = pytest.mark.django_db
WHERE = ["/search/", "/search/suggestions/"]
HOSTILE = [
    "\0",
    "%",
    "_",
    "a%b_c",
    "'; DROP TABLE catalogue_product; --",
    '"baclofen"',
    "\\",
    "\\\\' OR 1=1",
    "& | ! : * ( ) < -> <2>",
    "bac:* & !lofen",
    "baclofen:ABCD",
    "!baclofen",
    "()",
    ":*",
    "💊",
    "👩‍⚕️ baclofen 👨‍👩‍👧",
    "x" * 500,
    "баклофен " * 60,
    "Ω≈ç√∫˜µ≤≥÷",
    "\u202ebaclofen",
    "İıßſǅ",
    "ﷺ",
    "١٢٣",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "10 mg",
    "/".join(["1,111"] * 60) + "/x",
    "..",
]
# Bytes as an address may hold them, among them halves of letters.
RAW = ["%ED%A0%80", "%FF%FE", "%C0%AF", "%00", "bac%ED%B0%80lofen"]


@pytest.mark.parametrize("where", WHERE)
def test_what_means_something_elsewhere_means_nothing_here(client, where):
    baclofen()
    answers = {
        typed: client.get(where, {"q": typed, "form": typed, "min": typed, "sort": typed})
        for typed in HOSTILE
    }
    assert {typed: answer.status_code for typed, answer in answers.items()} == dict.fromkeys(
        HOSTILE, 200
    )
    assert [typed for typed, answer in answers.items() if "<script>alert" in answer.text] == []


@pytest.mark.parametrize("where", WHERE)
def test_bytes_that_are_no_letters_are_answered(client, where):
    pages = {raw: f"{where}?q={raw}&form={raw}&max={raw}" for raw in RAW}
    statuses = {raw: client.get(page).status_code for raw, page in pages.items()}
    assert statuses == dict.fromkeys(RAW, 200)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *(("!baclofen", 1), ("bacl:*", 1), ("'baclofen'", 1), ("(baclofen)", 1), ("baclofen:D", 0)),
        *(("baclofen | x", 0), ("baclofen & !x", 0), ("x | baclofen", 0), ("baclofen <-> tab", 1)),
        *(("b_clofen", 0), ("%lofen", 0), ("bacl%fen", 0), (r"\baclofen", 1)),
    ],
)
def test_no_sign_is_an_operator(typed, found):
    """Baclofen, tablets, is found exactly where it has each word that is typed."""
    baclofen()
    assert len(closest(words_of(typed), 9)) == found


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("pain PAIN päin relief pain", "pain relief"),
        (" ".join("abcdefghijklmnopqrstuvwxyz"), "a b c d e f g h"),
        ("a " * 50, "a"),
    ],
)
def test_no_text_is_more_than_a_few_words_each_once(typed, words):
    assert words_of(typed).text == words


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(typed=st.text(max_size=120))
def test_any_text_is_answered(db, typed):
    client = Client()
    for where in WHERE:
        address = f"{where}?q={quote(typed.encode('utf-8', 'replace'))}"
        assert client.get(address).status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(typed=st.text(max_size=120))
def test_any_text_becomes_plain_words(db, typed):
    read = "".join(word.text for word in words_of(typed).words)
    assert not set(read) & set("'\"\\%_&|!:*()<>- \n\0")
