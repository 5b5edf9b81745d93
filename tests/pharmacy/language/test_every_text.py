"""Every text of every page, mail and error goes through gettext: proven in a marked language."""

from itertools import product

import pytest
from django.contrib import admin
from django.template.loader import render_to_string
from django.test import Client

from checkout.order.mails.emails import LETTERS
from checkout.order.mails.pharmacists_letters import TO_PHARMACISTS
from checkout.order.page.payment_view import payment_view
from checkout.order.page.standing import Standing
from checkout.order.states import OrderState
from checkout.payment.states import AttemptState
from pharmacy.closing import SIGN
from tests.checkout.order.cases import NOON, a_bill, a_bill_line, a_case, paid
from tests.pharmacy.language.greek import open_the_shop
from tests.pharmacy.language.marking import mark_every_message, marked, untranslatable
from tests.pharmacy.language.visits import visits

STANDS = list(product(OrderState, ["", *AttemptState]))
ERRORS = [
    f"{name}.html" for name in ("400", "403", "403_csrf", "404", "429", "500", "503", "503_sent")
]


@pytest.fixture
def shop(db):
    return open_the_shop()


@pytest.fixture
def in_a_marked_language(monkeypatch):
    """From here on: what a shop's rows say was written before."""
    mark_every_message(monkeypatch)


def test_what_is_not_marked_is_found_wherever_it_stands():
    page = f"""
        <title>Title</title><script>let it = "be";</script>
        <p aria-label="Label">{marked("One <b>bold</b> word")} and <b>another</b></p>
        <input type="submit" value="Press"><input value="typed"><img alt="Picture">
        <meta name="description" content="What it is"><meta name="viewport" content="width">
        Βακλοφαίνη 10 mg, sam@example.com, R7KQ-2MXA, $68.00
    """
    expected = ["Label", "Picture", "Press", "Title", "What it is", "and", "another"]
    assert untranslatable(page) == expected


def test_every_text_of_every_page_can_be_translated(shop, in_a_marked_language):
    found = {}
    seen = 0
    for name, response in visits(shop):
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            seen += 1
            if words := untranslatable(response.content.decode()):
                found[name] = words
    assert found == {}
    assert seen > 80


@pytest.mark.parametrize("template", ERRORS)
def test_every_text_of_an_error_can_be_translated(in_a_marked_language, template):
    assert untranslatable(render_to_string(template)) == []


def test_every_text_of_a_closed_shop_can_be_translated(in_a_marked_language, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / SIGN).touch()
    assert untranslatable(Client().get("/").content.decode()) == []


def test_every_text_of_every_mail_can_be_translated(shop, in_a_marked_language):
    for sample in admin.site.sample_mails(NOON):
        mail = sample.mail
        words = [*map(untranslatable, (sample.when, mail.subject, mail.html))]
        text = "".join(line for line in mail.text.splitlines(keepends=True))
        assert [*words, untranslatable(text)] == [[], [], [], []], sample.name


def test_every_way_a_letter_may_go_can_be_translated(in_a_marked_language):
    bills = [a_bill(), a_bill(a_bill_line(packs=1, ordered=2, name="Βακλοφαίνη"))]
    for (state, attempt), bill, money in product(STANDS, bills, [None, paid(), paid(pending="9")]):
        values = {"paid": money} if money else {}
        case = a_case(state, attempt, bill=bill, is_asked=bool(money), **values)
        for name, letter in (LETTERS | TO_PHARMACISTS).items():
            written = letter(case)
            if written:
                parts = (written.subject, written.heading, written.opening, written.lead)
                words = " ".join((*parts, written.rest, written.total, written.button))
                assert untranslatable(words) == [], (name, state, attempt)


def test_every_word_about_a_payment_can_be_translated(in_a_marked_language):
    for state, attempt in STANDS:
        view = payment_view(Standing(OrderState(state), attempt), name="Σωτήρης")
        words = f"{view.headline} {view.words} {view.total_words} {view.declined}"
        assert untranslatable(words) == [], (state, attempt)
