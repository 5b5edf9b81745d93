"""The one paragraph about the money of an order, true in every state of order and payment."""

from django.utils.translation import gettext as _

from catalog.money import price
from checkout.order.page.standing import Standing
from checkout.order.states import DEAD, OPEN_CASES, PAID_FOR, OrderState
from checkout.payment.facts import GONE
from checkout.payment.states import HOLDING, LIVE

S = OrderState


def payment_words(at: Standing) -> str:
    """What a shopper is told: what is true, then what to do."""
    if at.paid.charged:
        return _joined(_ended_why(at), _of_a_charge(at), *_of_refunds(at))
    if at.order in DEAD:
        return _joined(_ended_why(at), _of_a_dead_hold(at))
    if at.order in OPEN_CASES:
        return _while_it_is_decided(at)
    if at.order == S.APPROVED:
        return _while_it_is_charged(at)
    if at.order == S.APPROVED_AWAITING_PAYMENT:
        return _while_approved_waits(at)
    return _("We are looking at your payment. Do not pay again.")


def nothing_paid_yet() -> str:
    """Of an order that waits for its first payment."""
    return _("Not paid yet. Nothing is held on your card.")


def _of_a_charge(at: Standing) -> str:
    if at.paid.taken_back and not at.paid.left:
        words = _("%(sum)s was charged, and your bank has taken all that was left of it back.")
        return words % {"sum": price(at.paid.charged)}
    if not at.paid.remains:
        is_to_pay = at.order == S.APPROVED_AWAITING_PAYMENT
        return _joined(_all_is_given_back(at), _while_approved_waits(at) if is_to_pay else "")
    if at.order == S.REFUNDED and at.paid.given_back_otherwise:
        words = _("%(sum)s was charged, and what did not reach your card we gave back otherwise.")
        return words % {"sum": price(at.paid.charged)}
    if at.order in PAID_FOR:
        return _("Your card was charged.")
    if at.order in OPEN_CASES:
        return _("Your card was charged before the pharmacist had decided.")
    if at.order in DEAD:
        return _joined(_("Your card was charged although this order has ended."), _help(at))
    return _joined(
        _("Your card was charged, but not the sum of this order. Do not pay again."), _help(at)
    )


def _all_is_given_back(at: Standing) -> str:
    if at.paid.on_its_way:
        words = _("%(sum)s was charged, and all of it is on its way back to your card.")
    else:
        words = _("%(sum)s was charged, and all of it was refunded to your card.")
    return words % {"sum": price(at.paid.charged)}


def _of_refunds(at: Standing) -> list[str]:
    """Of a part that goes back, and of a refund that did not arrive."""
    paid, words = at.paid, []
    if paid.remains and paid.refunded:
        words.append(_("%(sum)s was refunded to it.") % {"sum": price(paid.refunded)})
    if paid.remains and paid.on_its_way:
        words.append(_("%(sum)s is on its way back to it.") % {"sum": price(paid.on_its_way)})
    if paid.remains and paid.is_put_right:
        words.append(_("A refund did not reach it: we are putting that right."))
    return words


def _of_a_dead_hold(at: Standing) -> str:
    # Somebody may be paying on an open page just now: "any hold" is true either way.
    if at.attempt in LIVE:
        return _("Nothing was charged, and any hold on your card is being released.")
    return _("Nothing was charged, and nothing is held on your card.")


def _while_it_is_decided(at: Standing) -> str:
    if not at.attempt:
        return _before_any_payment(at)
    if at.attempt in GONE:
        return _(
            "Your card is no longer held, and nothing was charged. If the pharmacist approves your"
            " order, we mail you a link to pay."
        )
    if at.order == S.NEEDS_INFORMATION:
        return _("Your card is held. Nothing is charged until the pharmacist has your answer.")
    return _(
        "A pharmacist looks at your order next. Your card is held now and charged only for what the"
        " pharmacist approves."
    )


def _before_any_payment(at: Standing) -> str:
    """The prescription was to follow: the card comes after the decision."""
    if at.order == S.NEEDS_INFORMATION:
        words = _(
            "We keep your order until %(until)s, and your card is not touched: once the pharmacist"
            " approves it, we mail you a link to pay."
        )
        return words % {"until": at.answer_until}
    return _(
        "A pharmacist looks at your order next. Your card is not touched: once the order is"
        " approved, we mail you a link to pay."
    )


def _while_it_is_charged(at: Standing) -> str:
    if at.attempt in GONE:
        return _("Your card is no longer held, and nothing was charged. We mail you a link to pay.")
    if at.needs_pharmacist:
        return _("Approved. Your card is being charged.")
    return _("Your card is being charged.")


def _while_approved_waits(at: Standing) -> str:
    total = price(at.to_pay)
    if at.overdue:
        hold = "" if at.paid.charged else _of_a_dead_hold(at)
        return _joined(_("It was not paid in time: the order ends now."), hold)
    if at.attempt in HOLDING:
        words = _(
            "Approved. The earlier hold on your card is being released first. Then you can pay"
            " %(total)s here, until %(until)s."
        )
    else:
        words = _(
            "Nothing is held on your card: pay %(total)s until %(until)s. After that the order ends"
            " and nothing is charged."
        )
    return words % {"total": total, "until": at.pay_until}


def _ended_why(at: Standing) -> str:
    if at.order == S.REJECTED:
        return _("The pharmacist could not approve it.")
    if at.order == S.EXPIRED:
        return _("We heard nothing in time.") if at.answer_until else _("It was not paid in time.")
    return ""


def _help(at: Standing) -> str:
    """A promise that somebody looks is made only where somebody was called."""
    return _("We are putting it right.") if at.attended else _("Write to us about it.")


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
