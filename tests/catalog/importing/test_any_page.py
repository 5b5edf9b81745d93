"""What holds for every page: packs come back as they were, and no text breaks the reader."""

from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from catalog.importing.page import PageError
from catalog.importing.source import MAX_LINE, text_of
from tests.catalog.importing.writing import CLEAR, GLUED, PAGES, offers, page_text, read, table

ROW = "30$0.20$6.00 (0%)"

units = st.integers(1, 3000)
prices = st.one_of(
    st.decimals("0.50", "2500", places=2),
    st.integers(1, 3000).map(lambda whole: Decimal(whole).quantize(Decimal("0.01"))),
)
packs = st.dictionaries(units, prices, min_size=1, max_size=7).map(dict.items)


def sold(page):
    return {
        dosage.label: sorted((row.units, row.price) for row in dosage.rows)
        for dosage in page.dosages
    }


@settings(deadline=None)
@given(st.lists(packs, min_size=1, max_size=3), st.sampled_from(CLEAR), st.randoms())
def test_clear_rows_give_back_exactly_the_packs(tables, written, random):
    labels = [f"{number}0mg" for number in range(1, len(tables) + 1)]
    texts = []
    for label, pack_list in zip(labels, tables, strict=True):
        rows = [written(offer) for offer in offers(pack_list)]
        random.shuffle(rows)
        texts.append(table(*rows, label=label))

    page = read(page_text(*texts))

    assert sold(page) == {
        label: sorted(pack_list) for label, pack_list in zip(labels, tables, strict=True)
    }
    wrong = [finding for finding in page.findings if "ours" in finding.message]
    assert not wrong, "a page that calculates as we do"


@settings(deadline=None, max_examples=300)
@given(units, prices, st.none() | st.tuples(units, prices), st.sampled_from(GLUED))
def test_a_glued_row_is_read_right_or_refused_as_unclear(size, price, smaller, written):
    """Never a wrong pack: the row is one pack of a dosage, with or without a list price."""
    offer = offers({smaller[0]: smaller[1], size: price}.items() if smaller else [(size, price)])[
        -1
    ]
    assume(offer.unit_price > 0)
    page, refusal = page_or_refusal(page_text(table(written(offer))))

    if page:
        assert sold(page) == {"400mg": [(offer.units, offer.price)]}
    else:
        assert "can be read in" in refusal.message


def test_most_glued_rows_are_clear():
    """The rule must not win by refusing: of usual packs only a few have a second reading."""
    texts = [
        page_text(table(written(offer)))
        for size in (10, 20, 28, 30, 60, 90, 120, 180, 270, 360)
        for cents in range(999, 40_000, 1_777)
        for offer in offers([(size, Decimal(cents).scaleb(-2))])
        for written in GLUED
    ]

    refused = [text for text in texts if page_or_refusal(text)[1]]

    assert len(texts) == 440
    assert len(refused) <= 2


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_page_or_a_page_error(text):
    with pytest.raises(PageError):
        read(text)


@settings(deadline=None)
@given(st.binary())
def test_any_file_is_text_or_a_page_error(content):
    try:
        text = text_of(content)
    except PageError:
        return
    assert isinstance(text, str)


WORDS = [
    *(
        "60",
        "$0.87",
        "$52.00",
        "(0%)",
        "|",
        "\t",
        "\n",
        "\n\n",
        " ",
        "¢",
        "€",
        "%",
        "Best per pill",
    ),
    *("Product dosage:", "10mg", "Package", "Per pill", "Price", "Add to cart", "Price from $1"),
    *("Storage", "Legal class:", "GSL", "Synonyms", "•", "**", "##", "---", "Name", "A sentence."),
    *(
        "Synonyms:",
        "Synonyms",
        "- Zyrtec",
        "From 5 $",
        "All prices are in US dollars",
        "What is it?",
    ),
    *("tablets of", "10-mg/", "|-|-|-|", "| Product dosage: 10mg |", "Currency:", "Form:"),
    *("strengths", "10, 20 mg", "0.00", "1,204.00", "\u00a0", "\ufeff", "1.", "US$", "C$", "EUR"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_any_heap_of_a_pages_own_words_is_a_page_or_a_page_error(text):
    _is_page_or_page_error(text)
    _is_page_or_page_error(page_text(text))
    _is_page_or_page_error(page_text(table(text)))


STARTS = [
    *("Synonyms of it", "Other names:", "Also known as", "Form:", "Prices in", "All prices are in"),
    *(
        "From $5 of every order",
        "Price from",
        "Active substances",
        "Currency",
        "Storage",
        "Overdose",
    ),
    *("Tablets of 10 mg", "Product", "Buy", "Best", "Save", "Pharmacy only", "Legal", "It", "Uses"),
]
REST = ["the", "shop", "euros", "works,", "10mg", "and", "pharmacies", "of", "many", "here;", "60"]
sentences = st.builds(
    lambda start, words: f"{' '.join([start, *words])} for a long time.",
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(REST), max_size=6),
)


@settings(deadline=None)
@given(st.lists(sentences, min_size=1, max_size=4), st.sampled_from(["\n\n", "\n"]))
def test_no_sentence_of_a_page_is_lost_however_it_starts(written, between):
    text = between.join(written)
    page = read(
        page_text(table(ROW), below=f"\nIt works.\n\n{text}\n\nStorage\n\nDry.\n\n{text}\n")
    )

    assert page.introduction == f"It works.\n\n{text}"
    assert [section.body for section in page.sections] == [f"Dry.\n\n{text}"]


@settings(deadline=None)
@given(st.data())
def test_a_page_with_a_stretch_replaced_is_a_page_or_a_page_error(data):
    name = data.draw(st.sampled_from(sorted(path.name for path in PAGES.glob("*.txt"))))
    text = text_of((PAGES / name).read_bytes())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 80)))
    _is_page_or_page_error(text[:start] + data.draw(st.text(max_size=20)) + text[end:])


@pytest.mark.parametrize(
    "piece",
    ["**a", "# ", "(", "1.", "$", "- ", "&a", "10 mg, ", "12,", "best ", "word\n", "1\n", "\t"],
)
def test_a_page_of_one_piece_without_end_is_soon_done(piece):
    endless = piece * (MAX_LINE // len(piece) - 1)
    for text in (endless, page_text(table(endless)), page_text(table(ROW), below=f"\n{endless}")):
        started = perf_counter()
        _is_page_or_page_error(text)
        assert perf_counter() - started < 5


def _is_page_or_page_error(text):
    page, refusal = page_or_refusal(text)
    if page:
        assert page.dosages
        assert all(dosage.rows for dosage in page.dosages)
    else:
        assert refusal.line >= 1
        assert refusal.message


def page_or_refusal(text):
    try:
        return read(text), None
    except PageError as refusal:
        return None, refusal
