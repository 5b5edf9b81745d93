"""Why a card was not accepted, in words that say what to do."""

import pytest

from checkout.order.page.declines import ANOTHER_OR_BANK, BY_CODE, decline_words
from tests.checkout.payment.purchases import an_order, held
from tests.checkout.shopping import attempt_of

SECRET = ["generic_decline", "lost_card", "stolen_card", "fraudulent", "pickup_card"]


@pytest.mark.parametrize("code", [*SECRET, "a_code_of_tomorrow", "Your card was declined."])
def test_what_has_no_words_of_its_own_is_refused_without_a_reason(code):
    assert decline_words(code) == ANOTHER_OR_BANK


def test_who_was_not_declined_reads_nothing():
    assert decline_words("") == ""


@pytest.mark.parametrize("code", [*BY_CODE, *SECRET])
def test_every_sentence_of_ours_says_what_to_do(code):
    said = str(decline_words(code)).lower()
    assert "use another" in said or "try again" in said


def test_no_sentence_of_ours_blames_the_holder_or_tells_that_a_card_was_stolen():
    for words in BY_CODE.values():
        assert not {"stolen", "lost", "fraud"} & set(str(words).lower().split())
        assert str(words).endswith(".")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("card", "words"),
    [
        ("4000000000009995", "not enough money"),
        ("4000000000000069", "expired"),
        ("4000000000000127", "security code does not match"),
        ("4000000000000119", "in a few minutes"),
        ("4000000000006975", "tried too often"),
        ("4000000000000002", "does not say why"),
        ("4000000000009979", "does not say why"),
    ],
)
def test_every_card_that_is_refused_says_what_to_do(sandbox, card, words):
    order = held(sandbox, an_order(), card)
    assert order.status == "awaiting_payment"
    assert words in decline_words(attempt_of(order).decline_reason)
