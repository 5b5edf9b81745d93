"""Price sheets as staff make them, and what becomes of them."""

import csv
from io import BytesIO, StringIO

from django.utils import timezone
from openpyxl import Workbook, load_workbook

from catalog.models import Pack
from catalog.prices.models import Proposal
from catalog.prices.sheet_export import csv_lines, packs_to_export, xlsx_file
from catalog.prices.sheet_reading import propose_by_sheet, read_next_sheet
from tests.factories import a_user

HEAD = ["medicine", "dosage", "units", "price"]


def xlsx(*rows, head=HEAD) -> bytes:
    book = Workbook()
    for row in [head, *rows]:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv_of(*rows, head=HEAD, separator=",", end="\r\n", encoding="utf-8") -> bytes:
    file = StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator=end).writerows([head, *rows])
    return file.getvalue().encode(encoding)


def written(kind: str, *rows) -> bytes:
    return xlsx(*rows) if kind == "xlsx" else csv_of(*rows)


def exported(kind: str = "xlsx", packs=None) -> bytes:
    found = packs_to_export(Pack.objects.packs() if packs is None else packs)
    if kind == "csv":
        return "".join(csv_lines(found)).encode()
    with xlsx_file(found) as file:
        return file.read()


def cells_of(content: bytes) -> list[list]:
    """Of an exported file of either kind."""
    if content.startswith(b"PK"):
        return [list(row) for row in load_workbook(BytesIO(content)).active.values]
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def sent(content: bytes, by=None, name="prices.xlsx") -> Proposal:
    by = by or a_user()
    return propose_by_sheet(content, file_name=name, by=by, now=timezone.now())


def imported(content: bytes, by=None, name="prices.xlsx") -> Proposal:
    """Sent, and read by the worker."""
    proposal = sent(content, by, name)
    assert read_next_sheet(timezone.now())
    proposal.sheet.refresh_from_db()
    return proposal


def proposed(proposal: Proposal) -> dict[str, str]:
    """Each price it proposes, by its pack."""
    return {
        f"{(one.pack or one).dosage} x {(one.pack or one).units}": str(one.price)
        for one in proposal.prices.select_related("pack__dosage__medicine", "dosage__medicine")
    }


def problems(proposal: Proposal) -> list[tuple[int, str, str, str]]:
    kept = proposal.sheet.kept_problems
    return list(kept.values_list("row", "column", "found", "words"))
