"""A text's Markdown becomes safe HTML that stands below its page's heading."""

import re

import pytest

from catalog.texts.rendering import A_DESCRIPTION, first_words, rendered


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("# One\n\n## Two\n\n# Three", "232"),
        ("## One\n\n## Two", "22"),
        ("### One\n\n# Two\n\n#### Three", "223"),
        ("One\n===\n\nTwo\n---", "23"),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6", "234566"),
    ],
)
def test_headings_start_below_the_pages_own_and_leave_no_level_out(body, levels):
    html = rendered(body)
    assert "".join(re.findall(r"<h(\d)>", html)) == levels
    assert "".join(re.findall(r"</h(\d)>", html)) == levels


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[press](javascript:alert(1))",
        "![seen](https://elsewhere.example/pixel.gif)",
        "<!-- hidden -->",
    ],
)
def test_nothing_of_a_text_runs_or_loads(body):
    html = rendered(body)
    assert not re.search(r"<(?!/?(p|a|strong|em)\b)", html)
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)


def test_a_list_and_a_link_are_what_they_look_like():
    assert rendered("- one\n- [two](/contact/)").count("<li>") == 2
    assert '<a href="/contact/">two</a>' in rendered("- one\n- [two](/contact/)")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("# Title\n\nWe **hold** your\n[card](/terms/).\n\nMore.", "We hold your card."),
        ("- only\n- a list", "only"),
        ("# Only a heading", ""),
        ("", ""),
    ],
)
def test_the_first_words_are_plain(body, words):
    assert first_words(body) == words


def test_the_first_words_end_between_two_of_them():
    shown = first_words("pharmacy " * 40)
    assert len(shown) <= A_DESCRIPTION
    assert shown.endswith("pharmacy…")
