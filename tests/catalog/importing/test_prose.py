"""Plain text turned into Markdown shows the same words, whatever characters it holds."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from catalog.importing.prose import markdown
from catalog.importing.source import Line

shown_as = MarkdownIt("commonmark", {"html": False}).render


def lines(text):
    return [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def words_shown(text):
    """The words a reader sees, without the tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", shown_as(markdown(lines(text))))).split()


@pytest.mark.parametrize(
    "text",
    [
        "a * b * c, 2*3 and snake_case _x_",
        "# no heading",
        "> no quote",
        "--- no rule",
        "===",
        "1986. A year, not a list",
        "10) neither",
        "<b>no tag</b> <script>alert(1)</script> <https://example.com> <1%",
        "&lt; &#60; &amp; A&B",
        "[no](link) ![no](image) [no]: reference",
        "`no code` ~~not struck~~ | a | table |",
        "a backslash \\ and \\* two",
        "    four spaces",
        "ends with one \\",
        "\\[x\\]",
        "5 ** 6 ** 7",
    ],
)
def test_marks_of_markdown_are_shown_as_they_stand(text):
    assert words_shown(text) == text.split()


def test_bold_stays_bold():
    assert shown_as(markdown(lines("• **Half-life:** 2*3 hours"))) == (
        "<ul>\n<li><strong>Half-life:</strong> 2*3 hours</li>\n</ul>\n"
    )


def test_a_numbered_list_stays_one_and_a_stray_number_is_text():
    assert markdown(lines("1. Shake.\n2) Breathe in.\n4. Rest.")) == (
        "1. Shake.\n2. Breathe in.\n\n4\\. Rest."
    )


def test_a_wrapped_bullet_stays_one_bullet_and_a_new_sentence_ends_the_list():
    text = "• one\n  more\n• two\nand more\nThen text."

    assert markdown(lines(text)) == "- one\nmore\n- two\nand more\n\nThen text."


def test_a_bullet_that_starts_with_a_mark_keeps_it():
    assert markdown(lines("• - 5 °C")) == "- \\- 5 °C"


sentences = st.text(
    st.one_of(st.sampled_from(" *_`[]()<>&#+-=.!|~:\\1aB;/"), st.characters(categories=["L", "N"])),
    min_size=1,
)


@settings(deadline=None)
@given(sentences)
def test_any_line_shows_its_own_words(text):
    """A word before it keeps it a paragraph: what starts as a list is one."""
    line = "word " + " ".join(text.split())
    shown = words_shown(line)

    assert "".join(shown).replace("**", "") == "".join(line.split()).replace("**", "")


@settings(deadline=None)
@given(st.lists(sentences, max_size=6))
def test_no_text_ever_becomes_a_tag_a_link_or_code(texts):
    shown = shown_as(markdown(lines("\n".join(texts))))

    tags = set(re.findall(r"</?([a-z]+)", shown))
    assert tags <= {"p", "ul", "ol", "li", "strong"}
