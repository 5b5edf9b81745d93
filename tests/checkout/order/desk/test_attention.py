"""What staff are told about a troubled payment: true words, and a deed that can be done."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest

from checkout.order.desk.advice import NEEDS, Deed
from checkout.order.desk.attention import POSSIBLE, attention
from checkout.order.desk.troubles import (
    Kind,
    Situation,
    Told,
    Trouble,
    said,
    together,
    tried,
    unfit_kind,
)
from checkout.order.states import DEAD, PAID_FOR, OrderState
from checkout.payment.rules import FRAUD_WARNING
from checkout.payment.states import LIVE, AttemptState

S, A, D, K = OrderState, AttemptState, Deed, Kind
SUMS = [(None, "0"), ("50", "0"), ("50", "20"), ("50", "50"), ("50", "72.95")]
EVERYTHING = frozenset(NEEDS.values())


def situations(kind):
    """Every state of an order with every state of a payment and every sum, told or promised."""
    for order, payment, (owed, kept), told, promised in product(
        S, [None, *A], SUMS, [True, False], [True, False]
    ):
        yield Situation(
            order=order,
            payment=payment,
            total=Decimal("72.95"),
            still_ours=Decimal(kept),
            owed=Decimal(owed) if owed else None,
            troubles=(Trouble(kind, "It is so.", 2, "10:04"),),
            told=told,
            promised=promised,
            at_stripe=payment is not None and payment not in (A.NEW, A.SESSION_OPEN),
        )


@pytest.fixture(scope="module", params=Kind)
def answers(request):
    """A kind of trouble, and what is said of it in each situation: found out once for all tests."""
    return request.param, [(at, attention(at)) for at in situations(request.param)]


def deeds(said):
    return [offer.deed for offer in ([said.helps] if said.helps else []) + list(said.others)]


def test_whatever_is_wrong_is_said_and_no_deed_is_offered_that_cannot_be_done(answers):
    for at, answer in answers[1]:
        assert answer.heading
        assert "%(" not in answer.heading + " ".join(answer.body)
        offered = deeds(answer)
        assert len(offered) == len(set(offered))
        assert all(POSSIBLE[deed](at) for deed in offered)
        assert all(offer.words for offer in [answer.helps, *answer.others] if offer)


def test_a_payment_that_calls_for_a_person_never_leaves_that_person_without_a_deed(answers):
    wants_a_promise, kind = {K.RELEASE_STUCK, K.REFUND_STUCK, K.MAIL_STUCK}, answers[0]
    for at, answer in answers[1]:
        called = at.promised if kind in wants_a_promise else at.told
        timed = kind in (K.HOLD_ENDS, K.HOLD_ENDS_UNCHARGED, K.PAYMENT_DUE)
        fits = not timed or at.order == S.APPROVED_AWAITING_PAYMENT
        if called and fits and (at.at_stripe or kind != K.CHARGE_FAILS):
            assert answer.helps, at


def test_nothing_wrong_calls_for_nobody():
    for order, payment in product(S, [None, *A]):
        quiet = Situation(order, payment, held_for=timedelta(hours=49), due_in=timedelta(hours=49))
        assert attention(quiet) is None


def a_failed_charge(**values):
    trouble = Trouble(K.CHARGE_FAILS, "The bank says: “Try again later.”", 2, "10:04")
    defaults = {
        "order": S.APPROVED,
        "payment": A.CAPTURING,
        "owed": Decimal("223.50"),
        "held_for": timedelta(days=5, hours=18),
        "troubles": (trouble,),
        "promised": True,
        "at_stripe": True,
    }
    return Situation(**{**defaults, **values})


def test_a_charge_that_fails_says_who_refused_when_it_is_tried_again_and_what_helps():
    said = attention(a_failed_charge())
    assert said.heading == "The charge failed. The hold ends in 5 d 18 h."
    assert said.body == (
        "The bank says: “Try again later.” Tried twice. We try again by ourselves at 10:04."
        " If that fails, ask the patient to pay with another card: nothing is dispensed before it"
        " is paid.",
    )
    assert said.helps.words == "Try to charge $223.50 now"
    assert [offer.words for offer in said.others] == [
        "Mail a link to pay",
        "Open it at Stripe",
        "Cancel and release the hold…",
    ]


@pytest.mark.parametrize(
    ("kind", "values", "helps"),
    [
        (K.DISPUTED, {"order": S.PAID, "payment": A.CAPTURED}, D.AT_STRIPE),
        (K.INQUIRY, {"order": S.PAID, "payment": A.CAPTURED}, D.AT_STRIPE),
        (K.FRAUD_WARNED, {"order": S.PAID, "payment": A.CAPTURED}, D.REFUND),
        (K.REFUND_FAILED, {"order": S.PAID, "payment": A.CAPTURED}, D.REFUND),
        (K.CHARGED_IN_VAIN, {"order": S.REJECTED, "payment": A.CAPTURED}, D.REFUND),
        (K.CHARGED_TOO_MUCH, {"order": S.APPROVED, "payment": A.CAPTURED}, D.REFUND_DIFFERENCE),
        (K.CHARGED_EARLY, {"order": S.AWAITING_PHARMACIST, "payment": A.CAPTURED}, D.DECIDE),
        (K.CHARGED_EARLY, {"order": S.NEEDS_INFORMATION, "payment": A.CAPTURED}, D.GIVE_UP),
        (K.HOLD_GONE, {"order": S.AWAITING_PHARMACIST, "payment": A.LAPSED}, D.DECIDE),
        (K.UNKNOWN, {"order": S.AWAITING_PAYMENT, "payment": A.AUTHORISED}, D.AT_STRIPE),
        (K.MAIL_STUCK, {"order": S.PAID, "payment": A.CAPTURED}, D.TRY_NOW),
        (K.RELEASE_STUCK, {"order": S.REJECTED, "payment": A.RELEASING}, D.TRY_NOW),
        (K.NO_PAGE, {"order": S.AWAITING_PAYMENT, "payment": A.NEW}, D.TRY_NOW),
    ],
)
def test_each_trouble_has_the_one_deed_that_helps(kind, values, helps):
    at = Situation(
        troubles=(Trouble(kind, "It is so."),),
        still_ours=Decimal("72.95"),
        owed=Decimal("60.95"),
        told=True,
        promised=True,
        at_stripe=True,
        **values,
    )
    assert attention(at).helps.deed == helps


def test_too_much_charged_is_said_in_sums():
    at = Situation(
        S.APPROVED,
        A.CAPTURED,
        still_ours=Decimal("72.95"),
        owed=Decimal("60.95"),
        troubles=(Trouble(K.CHARGED_TOO_MUCH),),
        told=True,
    )
    said = attention(at)
    assert said.heading == "$12.00 too much is charged."
    assert said.helps.words == "Refund the difference, $12.00…"
    assert "Cancel and refund $72.95…" in [offer.words for offer in said.others]


def test_the_worst_is_said_first_and_nothing_is_left_out():
    mail = Trouble(K.MAIL_STUCK, "550 no such mailbox", 6)
    dispute = Trouble(K.DISPUTED, "The bank takes back 72.95 USD: fraudulent.")
    at = Situation(S.PAID, A.CAPTURED, troubles=(mail, dispute), told=True, promised=True)
    said = attention(at)
    assert said.heading == "The bank disputes the charge."
    assert said.body == (
        "The bank takes back 72.95 USD: fraudulent.",
        "A mail cannot be sent. 550 no such mailbox Tried 6 times. The rest of the order goes on.",
    )
    assert said.helps.deed == D.PUT_ASIDE
    assert said.state == "stop"


@pytest.mark.parametrize(
    ("hours", "state"), [(1, "stop"), (12, "stop"), (13, "warn"), (48, "warn"), (49, None)]
)
def test_a_hold_that_ends_warns_and_then_alarms(hours, state):
    at = Situation(S.AWAITING_PHARMACIST, A.AUTHORISED, held_for=timedelta(hours=hours))
    said = attention(at)
    assert (said.state if said else None) == state
    if said:
        assert said.helps.deed == D.DECIDE


def test_a_hold_that_ends_before_it_is_charged_is_tried_to_be_charged():
    hold = {"payment": A.AUTHORISED, "held_for": timedelta(hours=9), "promised": True}
    assert attention(Situation(S.APPROVED, **hold)).helps.deed == D.TRY_NOW
    undecided = attention(Situation(S.AWAITING_PHARMACIST, **hold))
    assert D.TRY_NOW not in deeds(undecided)


def test_an_approved_order_that_nobody_pays_can_be_mailed_its_link_again():
    at = Situation(S.APPROVED_AWAITING_PAYMENT, A.EXPIRED, due_in=timedelta(hours=30))
    said = attention(at)
    assert said.heading == "Approved, but not paid: the order expires in 1 d 6 h."
    assert said.helps.words == "Mail the link to pay again"


def test_who_may_not_do_what_helps_is_told_so_and_offered_the_rest():
    at = Situation(
        S.PAID,
        A.CAPTURED,
        still_ours=Decimal("72.95"),
        troubles=(Trouble(K.FRAUD_WARNED),),
        told=True,
        at_stripe=True,
    )
    said = attention(at).for_somebody_who_may(EVERYTHING - {"order.refund_order"})
    assert said.helps is None
    assert said.body[-1] == "What helps is for somebody else to do: Refund…"
    assert [offer.deed for offer in said.others] == [D.AT_STRIPE, D.PUT_ASIDE]
    assert attention(at).for_somebody_who_may(EVERYTHING) == attention(at)


# --- what tells troubles apart -------------------------------------------------------------------

DISPUTE = "The bank takes back 72.95 USD: fraudulent. Answer it at Stripe."
FAILED = "A refund of 12.00 USD failed: give it back in another way."
UNFIT = "72.95 USD is charged, but 60.95 USD was approved."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (DISPUTE, K.DISPUTED),
        (FRAUD_WARNING, K.FRAUD_WARNED),
        (FAILED, K.REFUND_FAILED),
        (UNFIT, K.CHARGED_TOO_MUCH),
        ("Not charged: CardError: Your card was declined.", K.CHARGE_FAILS),
        ("No payment page: InvalidRequestError: No such price.", K.NO_PAGE),
        ("Stripe tells another story of this payment than we do.", K.UNKNOWN),
    ],
)
def test_each_line_a_payment_calls_with_is_known_by_what_is_true_of_the_payment(line, kind):
    told = Told(
        (line,),
        unfit=UNFIT,
        unfit_kind=K.CHARGED_TOO_MUCH,
        disputed=DISPUTE,
        disputed_kind=K.DISPUTED,
        refunds_failed=frozenset({FAILED}),
    )
    assert [trouble.kind for trouble in told.troubles()] == [kind]


def test_a_question_of_the_bank_is_no_dispute_yet():
    [trouble] = Told((DISPUTE,), disputed=DISPUTE).troubles()
    assert trouble.kind == K.INQUIRY


@pytest.mark.parametrize("order", S)
@pytest.mark.parametrize("payment", A)
def test_what_does_not_fit_has_a_name_for_every_pair_of_states(order, payment):
    kinds = {unfit_kind(order, payment, still_ours=kept, owed=6095) for kept in (0, 6000, 7295)}
    if payment != A.CAPTURED:
        assert kinds == {K.HOLD_GONE}
    elif order in (S.APPROVED, S.APPROVED_AWAITING_PAYMENT):
        assert kinds == {K.CHARGED_TOO_LITTLE, K.CHARGED_TOO_MUCH}
    elif order in PAID_FOR:
        assert kinds == {K.CHARGED_BESIDE}
    else:
        assert kinds == {K.CHARGED_IN_VAIN if order in DEAD else K.CHARGED_EARLY}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("CardError: Your card was declined.", "The bank says: “Your card was declined.”"),
        ("APIConnectionError: No answer.", "Stripe did not answer."),
        ("InvalidRequestError: No such thing.", "Stripe says: “No such thing.”"),
        ("KeyError", "It failed as nobody had foreseen (KeyError): the log says more."),
        ("550 no such mailbox", "550 no such mailbox"),
        ("Stripe has not charged yet.", "Stripe has not charged yet."),
    ],
)
def test_an_error_is_told_in_words_and_by_whose_word(error, words):
    assert said(error) == words


def test_what_a_promise_tells_better_is_told_once():
    told = [Trouble(K.CHARGE_FAILS, "Declined."), Trouble(K.UNKNOWN, "Odd.")]
    promised = [Trouble(K.CHARGE_FAILS, "Declined.", 2, "10:04")]
    assert together(told, promised) == (told[1], promised[0])


def test_how_often_something_was_tried():
    assert [tried(times) for times in (1, 2, 3)] == ["once", "twice", "3 times"]


def test_a_live_payment_is_the_only_one_that_can_be_swapped_for_a_link():
    for payment in A:
        at = Situation(S.APPROVED, payment)
        assert POSSIBLE[D.ASK_TO_PAY](at) == (payment in LIVE)
