"""Writing price sheets: what the list of packs shows, as a file that imports as no change."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.models import Pack
from catalog.partner.models import StockRecord
from catalog.prices.sheet_cells import without_odd_space
from catalog.prices.sheet_formats import MOST_ROWS
from catalog.prices.sheet_resource import PriceResource, PriceRow
from catalog.spreadsheets import BYTE_ORDER_MARK, harmless
from catalog.strengths import strength_key, strength_text
from catalog.units import UnitWords

SHOWN_AS = "0.00"
LINES_AT_ONCE = 500
ORDER = (
    *("product__parent__title", "product__parent_id"),
    *("product__dosage__position", "product__dosage_id", "product__units"),
)
COLUMNS = (
    *("product__parent__title", "product__dosage__label", "product__units", "price"),
    *("product__parent__unit", "product__is_public"),
)


class TooManyRows(Exception):
    """More than can be imported again; says so."""


def packs_to_export(packs: QuerySet[Pack]) -> QuerySet[Any]:
    """Raises TooManyRows."""
    rows = StockRecord.objects.filter(product__in=packs.order_by().values("pk")).order_by(*ORDER)
    if rows.order_by()[MOST_ROWS:].exists():
        words = _("At most %s packs in one file: narrow the list down first.")
        raise TooManyRows(words % f"{MOST_ROWS:,}")
    return rows.values_list(*COLUMNS)


def csv_lines(packs: Iterable[Any]) -> Iterator[str]:
    """The file piece by piece."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    file.write(BYTE_ORDER_MARK)
    for number, cells in enumerate(_table(packs), start=1):
        writer.writerow(harmless(str(cell)) for cell in cells)
        if number % LINES_AT_ONCE == 0:
            yield file.getvalue()
            file.seek(0)
            file.truncate()
    yield file.getvalue()


def xlsx_file(packs: Iterable[Any]) -> BytesIO:
    """The file at its beginning, of at most some megabytes, written row by row."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Prices"))
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width = 40
    for cells in _table(packs):
        row = [harmless(cell) if isinstance(cell, str) else cell for cell in cells]
        for place, cell in enumerate(row):
            if isinstance(cell, Decimal):
                row[place] = WriteOnlyCell(sheet, cell)
                row[place].number_format = SHOWN_AS
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def _table(packs: Iterable[Any]) -> Iterator[list[Any]]:
    resource = PriceResource()
    fields = resource.get_export_fields()
    yield resource.get_export_headers()
    for row in _rows(packs):
        yield [field.export(row) for field in fields]


def _rows(packs: Iterable[tuple[Any, ...]]) -> Iterator[PriceRow]:
    for title, label, units, price, unit, on_sale in packs:
        yield PriceRow(
            medicine=without_odd_space(title),
            dosage=_dosage_text(label),
            units=units,
            price=price,
            unit=UnitWords.of(unit).one,
            on_sale=_("yes") if on_sale else _("no"),
        )


def _dosage_text(label: str) -> str:
    """As shown where that leads back to the same dosage, else as stored."""
    text = without_odd_space(strength_text(label))
    return text if strength_key(text) == strength_key(label) else label
