"""Letters that ask the patient for something: a prescription, or an answer to the pharmacist.

They name no medicine and show no packs: the page behind the link does.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from catalog.money import price
from checkout.order.mails.letters import Case, Letter
from checkout.order.states import OrderState

S = OrderState
PAGE = "order-prescription"


def to_follow(case: Case) -> Letter | None:
    """The order is kept and the card not touched: the prescription is to follow."""
    return _wanted(
        case,
        _("Order %(number)s waits for your prescription"),
        opening=_("Thank you. We keep your order until your prescription has come."),
    )


def reminder(case: Case) -> Letter | None:
    """Once, halfway."""
    if case.is_asked:
        return _question(
            case,
            _("Order %(number)s still waits for your answer"),
            opening=_("The pharmacist has asked you something and waits for your answer."),
        )
    return _wanted(
        case,
        _("Order %(number)s still waits for your prescription"),
        opening=_("Your prescription has not come yet. We keep your order a while longer."),
    )


def question(case: Case) -> Letter | None:
    """The pharmacist asks before deciding."""
    return _question(
        case,
        _("The pharmacist has a question about order %(number)s"),
        opening=_("Before deciding about your order the pharmacist has to ask you something."),
    )


ASKING: Mapping[str, Callable[[Case], Letter | None]] = {
    letter.__name__: letter for letter in (to_follow, reminder, question)
}


def _wanted(case: Case, subject: str, *, opening: str) -> Letter | None:
    if case.order != S.NEEDS_INFORMATION or case.is_asked:
        return None
    rest = _(
        "Add the prescription until %(until)s: a photo from your phone will do. Once the"
        " pharmacist has approved your order, we mail you a link to pay."
    )
    return Letter(
        subject % {"number": case.number},
        heading=_("Add your prescription"),
        opening=opening,
        lead=_("Your card is not touched."),
        rest=rest % {"until": case.answer_until},
        button=_("Add the prescription"),
        page=PAGE,
    )


def _question(case: Case, subject: str, *, opening: str) -> Letter | None:
    if case.order != S.NEEDS_INFORMATION or not case.is_asked:
        return None
    rest = _("Answer until %(until)s, after that the order ends.") % {"until": case.answer_until}
    return Letter(
        subject % {"number": case.number},
        heading=_("A question for you"),
        opening=opening,
        lead=_what_is_charged(case),
        rest=rest,
        button=_("Read and answer"),
        page=PAGE,
    )


def _what_is_charged(case: Case) -> str:
    """Staff may have charged the card by hand, before anybody has decided."""
    if not case.paid.charged:
        return _("Nothing is charged before the pharmacist has your answer.")
    if case.paid.remains:
        words = _("%(sum)s was charged before the pharmacist had decided.")
    else:
        words = _("%(sum)s was charged, and all of it goes back to your card.")
    return words % {"sum": price(case.paid.charged)}
