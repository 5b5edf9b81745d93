"""What patients read of the demo's Baclofen: a review of its text and a leaflet for each dosage."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import pikepdf
from django.contrib.auth import get_user_model
from django.db import transaction

from catalog.demo.staff import DEMO_STAFF
from catalog.leaflets.actions import put_leaflet, review_text
from catalog.leaflets.pdf import looked_through
from catalog.leaflets.reads import text_digest
from catalog.models import Dosage, Product

PHARMACIST = next(person for person in DEMO_STAFF if person.group == "Pharmacist")
REGISTRATION = "2000002"
A4 = (595, 842)
LARGE, SMALL = 22, 12


@transaction.atomic
def add_demo_reading(*, now: datetime) -> None:
    """Where the demo's Baclofen is as it came and nobody has reviewed it yet."""
    medicine = Product.objects.medicines().filter(slug="baclofen", is_demo=True).first()
    if medicine is None or medicine.monograph_reviews.exists():
        return
    by = get_user_model().objects.get(email__iexact=PHARMACIST.email)
    review_text(
        medicine,
        digest=text_digest(medicine.pk),
        name=f"{PHARMACIST.first_name} {PHARMACIST.last_name}",
        registration=REGISTRATION,
        by=by,
        now=now,
    )
    for dosage in medicine.dosages.all():
        put_leaflet(dosage, looked_through(demo_leaflet(dosage)), by=by, now=now)


def demo_leaflet(dosage: Dosage) -> bytes:
    """One page that says what it is for."""
    return one_page(
        f"{dosage.medicine.title} {dosage.text}",
        [
            "Demo leaflet, not for use.",
            "The leaflet of the maker stands here in a real shop: what the medicine is for,",
            "how to take it, when not to, and what to do if too much was taken.",
        ],
    )


def one_page(heading: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page; the same words make the same file. The words are Latin-1."""
    shown = [f"/F1 {LARGE} Tf 72 760 Td {_text(heading)} Tj 0 -40 Td /F1 {SMALL} Tf"]
    shown += [f"{_text(line)} Tj 0 -18 Td" for line in lines]
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4)
    page.Contents = pdf.make_stream(f"BT {' '.join(shown)} ET".encode("latin-1"))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=_helvetica()))
    file = BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def _helvetica() -> pikepdf.Dictionary:
    """One of the fonts every reader has (ISO 32000-1, 9.6.2.2)."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )


def _text(words: str) -> str:
    for character in "\\()":
        words = words.replace(character, f"\\{character}")
    return f"({words})"
