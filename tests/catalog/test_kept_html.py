"""A section is written to HTML when it is saved; a page shows that only while it is of its text."""

import pytest

from catalog import page_reads
from catalog.demo.load import load_demo
from catalog.models import MonographSection, Product
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    medicine = a_medicine("Baclofen")
    return MonographSection.objects.create(
        medicine=medicine, kind="storage", title="Storage", body="Keep it **dry**."
    )


@pytest.fixture
def written(monkeypatch):
    """Every text that a page writes to HTML from now on."""
    texts, rendered = [], page_reads.rendered

    def and_noted(text):
        texts.extend([text] if text else [])
        return rendered(text)

    monkeypatch.setattr(page_reads, "rendered", and_noted)
    return texts


def shown(client):
    return client.get("/medicines/baclofen/").content.decode()


def test_a_page_shows_what_was_written_when_it_was_saved(client, section, written):
    assert "<p>Keep it <strong>dry</strong>.</p>" in shown(client)
    assert written == []


def test_a_section_saved_again_is_written_again(client, section, written):
    section.body = "Keep it *cool*."
    section.save(update_fields=["body"])
    assert "<p>Keep it <em>cool</em>.</p>" in shown(client)
    assert written == []


def test_a_text_that_was_changed_by_sql_is_never_shown_as_it_was(client, section, written):
    MonographSection.objects.update(body="Keep it <b>warm</b>.")
    assert "<p>Keep it &lt;b&gt;warm&lt;/b&gt;.</p>" in shown(client)
    assert written == ["Keep it <b>warm</b>."]


def test_what_another_writer_wrote_is_written_anew(client, section, written):
    MonographSection.objects.update(html="<p>Once.</p>", html_of="of another writer")
    page = shown(client)
    assert "Once." not in page
    assert "<strong>dry</strong>" in page
    assert written == ["Keep it **dry**."]


def test_letters_of_any_language_have_the_same_mark_in_the_database(client, written):
    text = "Διατηρείται ξηρό: 25 °C, “dry”, \U0001f4a7"
    MonographSection.objects.create(
        medicine=a_medicine("Baclofen"), kind="storage", title="Storage", body=text
    )
    assert "ξηρό" in shown(client)
    assert written == []


def test_the_demos_texts_are_written_when_they_are_loaded(client, written):
    load_demo()
    shown(client)
    # Of the sections; an introduction is a paragraph or two, and written by the page.
    assert written == [Product.objects.get(slug="baclofen").introduction]
