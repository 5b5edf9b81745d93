"""A leaflet is a PDF that is paper and nothing else; what is refused is told what to do."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from catalog.leaflets import pdf
from catalog.leaflets.limits import MOST_BYTES, MOST_PAGES
from catalog.leaflets.pdf import NoLeaflet, looked_through
from tests.catalog.leaflets import papers

UNC = r"\\elsewhere\share\x.pdf"
TOP = Array([0, Name.Fit])
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def refused(content: bytes) -> str:
    with pytest.raises(NoLeaflet) as refusal:
        looked_through(content)
    return str(refusal.value)


@pytest.mark.parametrize("pages", [1, MOST_PAGES])
def test_a_plain_pdf_is_a_leaflet(pages):
    content = papers.a_pdf(pages=pages)

    assert looked_through(content) == pdf.LeafletPdf(content, pages)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This is no PDF"),
        (b"Just words.", "This is no PDF"),
        (b"<html>" + papers.a_pdf(), "This is no PDF"),
        (b"%PDF-1.7\nand no more", "This PDF is damaged"),
        (papers.a_pdf()[:-200], "This PDF is damaged"),
        (papers.encrypted(user="u", owner="o"), "This PDF is encrypted"),
        (papers.encrypted(user="", owner="o"), "This PDF is encrypted"),
        (papers.a_pdf(pages=MOST_PAGES + 1), "It has 41 pages: a leaflet has 1 to 40. Upload"),
        # Which of the two depends on qpdf's limits, which whoever else reads PDFs here may set.
        (
            papers.changed(lambda pdf: pdf.pages.__delitem__(0)),
            ("It has 0 pages", "This PDF is damaged"),
        ),
        (papers.a_pdf() + b"\n%" + b"x" * MOST_BYTES, "Use a file of at most 5 MB."),
    ],
)
def test_what_nobody_can_read_is_no_leaflet(content, said):
    assert refused(content).startswith(said)


@pytest.mark.parametrize(
    "content",
    [
        papers.opens_by(SCRIPT),
        papers.opens_by(Dictionary(S=Name.Launch, F=String("calc.exe"))),
        papers.opens_by(Dictionary(S=Name.SubmitForm, F=String("https://elsewhere.example"))),
        papers.opens_by(Dictionary(S=Name.URI, URI=String("https://x.example"), Next=SCRIPT)),
        papers.changed(papers.with_a_script_by_name),
        papers.changed(papers.with_a_script_by_name, object_stream_mode=ObjectStreamMode.generate),
        papers.changed(papers.with_a_file_inside),
        papers.changed(papers.with_a_deed_of_a_page),
        papers.changed(papers.with_a_form_of_its_own),
        papers.changed(papers.with_a_field),
        papers.opens_by(Dictionary(S=Name.URI, URI=String("https://x.example"))),
        papers.opens_by(Dictionary(S=Name.GoTo, D=TOP, Next=Dictionary(S=Name.GoTo, D=TOP))),
        papers.opens_by(String("start")),
        papers.changed(papers.with_a_widget_of_no_form),
        papers.changed(lambda pdf: papers.with_a_link(pdf, S=Name.GoToR, F=String(UNC))),
        papers.changed(lambda pdf: papers.with_an_annotation(pdf, Subtype=Name.RichMedia)),
        papers.changed(lambda pdf: papers.with_an_annotation(pdf, Subtype=Name.Link, A=SCRIPT)),
    ],
)
def test_what_runs_or_carries_something_is_no_leaflet(content):
    assert refused(content).startswith("It holds more than pages")


@given(place=st.integers(min_value=0, max_value=len(papers.a_pdf())), instead=st.binary(max_size=9))
def test_whatever_a_file_holds_it_is_a_leaflet_or_refused_in_words(place, instead):
    content = papers.a_pdf()
    content = content[:place] + instead + content[place + len(instead) :]
    with suppress(NoLeaflet):
        assert looked_through(content).pages >= 1


@pytest.mark.parametrize("uri", ["https://maker.example", "HTTP://x.example", "mailto:a@b.example"])
def test_a_link_to_a_website_or_a_mailbox_is_as_good_as_paper(uri):
    content = papers.changed(lambda pdf: papers.with_a_link(pdf, S=Name.URI, URI=String(uri)))

    assert looked_through(content).pages == 1


@pytest.mark.parametrize("uri", ["javascript:alert(1)", " https://x.example", "file:/x", "x", ""])
def test_a_link_elsewhere_is_none(uri):
    content = papers.changed(lambda pdf: papers.with_a_link(pdf, S=Name.URI, URI=String(uri)))

    assert refused(content).startswith("A link in it leads neither")


@pytest.mark.parametrize("action", [TOP, Dictionary(S=Name.GoTo, D=TOP)])
def test_a_leaflet_may_say_where_it_opens(action):
    assert looked_through(papers.opens_by(action)).pages == 1


@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"PK\x03\x04 a file\n%%EOF\n"])
def test_what_stands_behind_the_end_is_not_kept(behind):
    content = papers.a_pdf() + behind
    kept = looked_through(content).content

    assert kept == looked_through(papers.a_pdf()).content
    assert behind not in kept


def test_the_same_file_is_kept_as_the_same_leaflet():
    kept = looked_through(papers.a_pdf()).content

    assert looked_through(kept).content == kept


def test_what_is_too_large_once_it_is_saved_anew_is_no_leaflet(monkeypatch):
    content = papers.changed(papers.with_noise, compress_streams=False)
    monkeypatch.setattr(pdf, "MOST_BYTES", len(content))

    assert refused(content).startswith("Use a file of at most")


def test_what_takes_long_to_look_through_is_no_leaflet(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_OBJECTS", 3)

    assert refused(papers.a_pdf()).startswith("It is made of too many parts: print it")
