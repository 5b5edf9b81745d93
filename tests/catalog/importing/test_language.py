"""What the import of a page says goes through gettext: proven in the marked language."""

import pytest

from catalog.importing.actions import import_page
from catalog.importing.page import PageError
from catalog.models import Dosage, MonographSection
from tests.catalog.importing.desk_page import ImportPage
from tests.catalog.importing.shop import ibuprofen, set_price
from tests.catalog.importing.test_refusals import REFUSED
from tests.catalog.importing.writing import PAGES, read
from tests.factories import a_medicine
from tests.pharmacy.language.marking import mark_every_message, untranslatable

pytestmark = pytest.mark.django_db
# Odd in every way that is told: numbers that are not ours, headings, facts, other strengths.
ODD = ibuprofen(
    "30$0.25$6.00 (5%) Best",
    "90$0.11$20.00 $9.90 (45%)",
    "120$0.30$36.00",
    top="A new headline\n\nIbuprofen\n\nSynonyms: Brufen\nForm: Tablets\nPrice from $0.01\n",
    below="\nIt is sold as tablets of 10 mg.\n\n# Odd\n\nText.\n\n# Odd\n\nStorage\n\nDry.\n",
)


@pytest.fixture
def in_a_marked_language(monkeypatch):
    mark_every_message(monkeypatch)


def told(report) -> list[str]:
    said = [*report.changes, *report.findings, *report.asked]
    levels = [finding.level_text for finding in report.findings]
    return [*(one.message for one in said), *levels]


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_a_page_would_change_can_be_translated(in_a_marked_language, path):
    report = import_page(path.name, path.read_text(), dry_run=True)
    assert [words for one in told(report) if (words := untranslatable(one))] == []


def test_what_is_odd_about_a_page_can_be_translated(in_a_marked_language):
    import_page("page.txt", ibuprofen())
    set_price(30, "6.60")
    Dosage.objects.update(unit_cost="0.15", units_on_hand=0)
    MonographSection.objects.create(
        medicine_id=Dosage.objects.get().medicine_id, kind="other", title="Old", body="x"
    )

    report = import_page("page.txt", ODD)

    assert len(told(report)) > 20
    assert [words for one in told(report) if (words := untranslatable(one))] == []


@pytest.mark.parametrize(("text", "_line", "_why"), REFUSED)
def test_why_a_page_is_refused_can_be_translated(in_a_marked_language, text, _line, _why):
    with pytest.raises(PageError) as refused:
        read(text)
    assert untranslatable(refused.value.message) == []


def test_two_that_could_be_meant_are_told_so_that_it_can_be_translated(in_a_marked_language):
    a_medicine("Ibuprofen", slug="ibuprofen-1")
    a_medicine("Other", slug="ibuprofen")
    with pytest.raises(PageError) as refused:
        import_page("page.txt", ibuprofen())
    assert untranslatable(refused.value.message) == []


def test_the_desk_can_be_translated(owner, in_a_marked_language):
    """All of its page, but for what its own text says."""
    text = ibuprofen("30$0.20$6.00 (0%)", "90$0.25$22.50")
    page = ImportPage(owner).paste(text)
    assert page.status == 200
    content = page.html[page.html.index('<div id="content-main"') :]
    content = content.replace(page.form["text"], "")
    found = [words for words in untranslatable(content) if words not in text]
    assert found == []
