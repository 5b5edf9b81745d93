"""Why a card was not accepted, in words that say what to do."""

import pytest

from checkout.order.declines import OURS, decline_words
from checkout.payment.models import PaymentAttempt
from checkout.payment.sandbox.core.cards import TEST_CARDS

LONGEST = PaymentAttempt._meta.get_field("decline_reason").max_length
DECLINED = sorted({card.decline.message for card in TEST_CARDS.values() if card.decline})


@pytest.mark.parametrize("reason", DECLINED)
def test_every_sentence_of_stripes_test_cards_has_one_of_ours(reason):
    assert decline_words(reason) != reason


@pytest.mark.parametrize("reason", ["", "Your card has another trouble that Stripe knows of."])
def test_where_we_have_none_stripes_own_is_shown(reason):
    assert decline_words(reason) == reason


def test_no_sentence_of_ours_blames_the_holder_or_tells_that_a_card_was_stolen():
    for words in OURS.values():
        assert not {"stolen", "lost", "fraud"} & set(str(words).lower().split())


def test_every_sentence_is_stored_whole():
    assert all(len(reason) <= LONGEST for reason in OURS)
