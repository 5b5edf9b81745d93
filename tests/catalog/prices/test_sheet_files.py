"""Files that are no price sheets, or are made to hurt: refused in words, bounded in every way."""

import tracemalloc
from datetime import date
from io import BytesIO
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from catalog.prices import sheet_formats, sheet_xlsx
from catalog.prices.sheet_formats import MOST_LINES, SheetRefused, rows_in
from tests.catalog.prices.sheets import HEAD, csv_of, imported, problems, xlsx

ROW = ["Baclofen", "10 mg", 60, 54]
NO_XLSX = "This file cannot be read. Open it in a spreadsheet program and save it as XLSX anew."
TOO_MUCH = "There is more in this file than a price sheet of 50,000 rows."
NAMES = "The first row names the columns medicine, dosage, units, price."
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same file with another part of this name."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, part)
    return file.getvalue()


def with_rows(rows: bytes) -> bytes:
    part = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN.encode(), rows)
    return with_part(xlsx(ROW), SHEET, part)


def read(content: bytes) -> list[list[str]]:
    return list(rows_in(content))


def refused(content: bytes) -> SheetRefused:
    with pytest.raises(SheetRefused) as refusal:
        read(content)
    return refusal.value


def locked() -> bytes:
    """What a spreadsheet program writes with a password: no ZIP at all."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def bomb() -> bytes:
    blank = b"<worksheet>%s</worksheet>" % (b" " * (70 * 1024 * 1024))
    return with_part(xlsx(ROW), "xl/worksheets/sheet2.xml", blank)


def entities() -> bytes:
    doctype = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    return with_part(xlsx(ROW), SHEET, doctype + b'<worksheet xmlns="x">&b;</worksheet>')


def entities_elsewhere() -> bytes:
    doctype = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>'
    return with_part(xlsx(ROW), "xl/styles.xml", doctype + b"<styleSheet>&a;</styleSheet>")


def cut() -> bytes:
    return xlsx(*[ROW] * 50)[:-200]


def damaged() -> bytes:
    content = bytearray(xlsx(*[ROW] * 500))
    content[200:400] = b"\xff" * 200
    return bytes(content)


def chart_alone() -> bytes:
    book = Workbook()
    book.create_chartsheet()
    del book["Sheet"]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b" \r\n ", "The file is empty."),
        (locked(), "This is an old or a locked file. Save it as XLSX, without a password."),
        (b"PK\x03\x04 is all of it", NO_XLSX),
        (cut(), NO_XLSX),
        (damaged(), NO_XLSX),
        (entities(), NO_XLSX),
        (entities_elsewhere(), NO_XLSX),
        (chart_alone(), NO_XLSX),
        (with_part(xlsx(ROW), SHEET, b"<worksheet><sheetData>"), NO_XLSX),
        (bomb(), TOO_MUCH),
        (with_rows(b'<row r="1"/>' * (MOST_LINES + 1)), TOO_MUCH),
        (with_rows(b"<row>" + b"<c/>" * 30_000 + b"</row>"), TOO_MUCH),
        (with_part(xlsx(ROW), "xl/styles.xml", b"<a>" + b" " * 3_000_000), TOO_MUCH),
        (b"\n" * 200_000 + csv_of(ROW), TOO_MUCH),
        (csv_of(ROW) + b"\n" * 1_000_000, TOO_MUCH),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "The file is not UTF-8 text."),
        (csv_of(["B\xe4clofen", *ROW[1:]], encoding="latin-1"), "The file is not UTF-8 text."),
        (csv_of(ROW, encoding="utf-16"), "The file is not UTF-8 text."),
        (csv_of(ROW, encoding="utf-16-le"), "This is no CSV file."),
        (csv_of(["Bac\0lofen", *ROW[1:]]), "This is no CSV file."),
        (b'medicine,dosage,units,price\r\n"Baclofen,10 mg', "This row cannot be read:"),
        (b"<html><table>", f"There is no column medicine. {NAMES}"),
        (csv_of(ROW[:3], head=HEAD[:3]), f"There is no column price. {NAMES}"),
        (xlsx(ROW, head=[*HEAD, "cost"]), "A price sheet has no such column: take it out."),
        (xlsx(ROW, head=[*HEAD, *"abcdefgh" * 7]), "The sheet has more than 50 columns."),
        (xlsx(ROW, head=[*HEAD, "Price "]), "Two columns have this name: keep one."),
    ],
)
def test_what_is_no_price_sheet_is_refused_in_words(content, words):
    assert refused(content).words.startswith(words)


def test_the_row_that_cannot_be_read_is_named():
    assert refused(csv_of(ROW, ROW) + b"\xff").row == 4
    assert refused(csv_of(ROW) + b'"Baclofen"x,1,2,3\r\n').row == 3


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(sheet_formats, "MOST_ROWS", 3)
    assert len(read(csv_of(ROW, ROW, ROW))) == 3
    assert refused(csv_of(ROW, ROW, ROW, ROW)).row == 5


def test_cells_that_a_file_puts_a_thousand_columns_away_cost_nothing():
    rows = b'<row><c r="ZZZ%d" t="inlineStr"><is><t>x</t></is></c></row>'
    began = perf_counter()
    assert refused(with_rows(b"".join(rows % n for n in range(1, 20_000)))).row == 1
    assert perf_counter() - began < 20


@pytest.mark.parametrize("content", [bomb(), with_rows(b"<row>" + b"<c/>" * 900_000 + b"</row>")])
def test_a_bomb_is_refused_before_it_takes_memory(content):
    tracemalloc.start()
    refused(content)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


def test_a_text_may_be_long_in_the_file_and_is_cut():
    ((medicine, *_others),) = read(xlsx(["B" * 30_000, *ROW[1:]]))
    assert len(medicine) == sheet_formats.LONGEST_CELL


def test_a_part_says_itself_how_much_is_unpacked_of_it():
    """What a hostile file says is too little ends the reading there."""
    content = with_rows(b"<row/>" * 1000)
    with ZipFile(BytesIO(content)) as parts:
        size = parts.getinfo(SHEET).file_size
    short = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(sheet_xlsx.Broken):
        sheet_xlsx.look_through(short)


@pytest.mark.django_db
def test_a_refusal_is_shown_as_the_one_problem(medicine):
    proposal = imported(csv_of(ROW[:3], head=HEAD[:3]))
    assert problems(proposal) == [(1, "", "", f"There is no column price. {NAMES}")]
    assert proposal.sheet.state == "refused"


@pytest.mark.django_db
def test_a_sheet_that_breaks_off_keeps_nothing_to_apply(medicine):
    proposal = imported(csv_of(ROW) + b'"')
    assert proposal.sheet.state == "refused"


@pytest.mark.django_db
@pytest.mark.parametrize("content", [csv_of(), xlsx()])
def test_a_sheet_without_rows_says_so(content):
    words = "There is no row beneath the names of the columns."
    assert problems(imported(content)) == [(1, "", "", words)]


@pytest.mark.django_db
def test_a_formula_and_a_date_in_a_price_are_told(medicine):
    rows = [["Baclofen", "10 mg", 60, "=1+1"], ["Baclofen", "10 mg", 90, date(2026, 5, 12)]]
    told = [
        (row, column, words[:18]) for row, column, _found, words in problems(imported(xlsx(*rows)))
    ]
    assert told == [(2, "price", "This is a formula."), (3, "price", "This is a date or ")]
