"""What the mails about an account say, and that there is one for each that may be sent."""

from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from checkout.accounts.letters import LETTERS
from checkout.accounts.sample_letters import WHEN
from checkout.accounts.words import CODES_REFUSED, REFUSED, SAID
from tests.checkout.accounts.people import PASSWORD
from tests.checkout.visitor import Visitor

TEMPLATES = Path(allauth.__file__).parent / "templates"
# Of ways to sign in that the shop does not use.
NEVER_SENT = {
    "account/email/email_confirm",
    "account/email/login_code",
    "account/email/password_reset_code",
}
FACTS = {"to_email": "new@example.com", "deleted_email": "old@example.com"}


def test_every_mail_that_may_be_sent_is_written():
    subjects = TEMPLATES.glob("*/email/*_subject.txt")
    sent = {
        str(path.relative_to(TEMPLATES)).removesuffix("_subject.txt")
        for path in subjects
        if path.parts[-3] in ("account", "mfa")
    }
    assert set(LETTERS) == sent - NEVER_SENT


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_a_subject_names_no_person_and_no_letter_begs(name):
    letter = LETTERS[name](FACTS)
    assert "@" not in letter.subject
    for words in (letter.opening, letter.lead, letter.rest, letter.button):
        assert words
        assert "please" not in words.casefold()


def test_words_of_ours_stand_for_words_that_exist():
    assert REFUSED.keys() <= DefaultAccountAdapter.error_messages.keys()
    assert CODES_REFUSED.keys() == DefaultMFAAdapter.error_messages.keys()
    assert all((TEMPLATES / name).exists() for name in SAID)


@pytest.mark.django_db
def test_a_mail_has_the_shops_look_in_text_and_html(mailoutbox):
    Visitor().fill("account_signup", email="sam@example.com", password1=PASSWORD)
    (message,) = mailoutbox
    html = message.alternatives[0].content
    for words in ("Confirm that it is yours, then you can sign in.", "/account/email/"):
        assert words in message.body
        assert words in html
    assert '<td class="btn"' in html
    assert "Order" not in html


def test_staff_can_look_at_each_of_them():
    assert WHEN.keys() == LETTERS.keys()
