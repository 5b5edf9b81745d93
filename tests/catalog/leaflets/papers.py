"""Leaflets, PDFs that are more than paper, and reviews, in the words of the shop."""

from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pikepdf import Array, Dictionary, Name, String

from catalog.demo.reading import one_page
from catalog.leaflets.actions import put_leaflet, review_text
from catalog.leaflets.models import Leaflet
from catalog.leaflets.pdf import looked_through
from catalog.leaflets.reads import text_digest
from tests.catalog.test_constraints import check_deferred_constraints
from tests.factories import a_user


def a_pdf(words: str = "Read this.", *, pages: int = 1) -> bytes:
    pdf = pikepdf.open(BytesIO(one_page(words, ["Twice a day."])))
    for _ in range(pages - 1):
        pdf.pages.append(pdf.pages[0])
    return saved(pdf, deterministic_id=True)


def saved(pdf: pikepdf.Pdf, **options) -> bytes:
    file = BytesIO()
    pdf.save(file, **options)
    return file.getvalue()


def changed(change, **options) -> bytes:
    """A PDF that `change(pdf)` was done to."""
    pdf = pikepdf.open(BytesIO(a_pdf()))
    change(pdf)
    return saved(pdf, **options)


def encrypted(**passwords) -> bytes:
    return saved(pikepdf.open(BytesIO(a_pdf())), encryption=pikepdf.Encryption(**passwords))


def opens_by(action: Dictionary):
    def change(pdf):
        pdf.Root.OpenAction = action

    return changed(change)


def with_a_file_inside(pdf):
    pdf.attachments["notes.txt"] = b"Whatever"


def with_a_script_by_name(pdf):
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("start"), script])))


def with_an_annotation(pdf, **values):
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **values)])


def with_a_link(pdf, **action):
    with_an_annotation(pdf, Subtype=Name.Link, A=Dictionary(**action))


def with_a_field(pdf):
    field = Dictionary(FT=Name.Tx, T=String("name"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))


def with_a_widget_of_no_form(pdf):
    pdf.Root.Widgets = Array([Dictionary(Subtype=Name.Widget)])


def with_noise(pdf):
    """What only grows where it is compressed."""
    pdf.Root.Noise = Array([pdf.make_stream(bytes(range(256))) for _ in range(20)])


def with_a_deed_of_a_page(pdf):
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])))


def with_a_form_of_its_own(pdf):
    pdf.Root.AcroForm = Dictionary(XFA=String("<xdp/>"), Fields=Array([]))


def a_leaflet(dosage, words: str = "Read this.") -> Leaflet:
    put_leaflet(dosage, looked_through(a_pdf(words)), by=a_user(), now=timezone.now())
    return dosage.leaflets.order_by("pk").last()


def stand_for(medicine, *, by=None, name="Ada Example", registration="2000001", now=None) -> None:
    """Review a text as it stands."""
    review_text(
        medicine,
        digest=text_digest(medicine.pk),
        name=name,
        registration=registration,
        by=by or a_user(),
        now=now or timezone.now(),
    )


def assert_refused(words: str, sql: str) -> None:
    """The database refuses a statement, in these words."""
    check_deferred_constraints()
    with (
        pytest.raises(IntegrityError, match=words),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
