"""What each mail to the pharmacists says; like any letter, unsent where it is not true any more."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from checkout.order.mails.letters import Case, Letter
from checkout.order.states import OPEN_CASES, OrderState
from checkout.payment.states import HOLDING

S = OrderState


def hold_ends(case: Case) -> Letter | None:
    """To the pharmacists, two days before."""
    return _hold_ends(case, _("Order %(number)s: the hold on the card ends in less than two days"))


def hold_ends_soon(case: Case) -> Letter | None:
    """To the pharmacists, twelve hours before."""
    return _hold_ends(case, _("Order %(number)s: the hold on the card ends in less than 12 hours"))


TO_PHARMACISTS: Mapping[str, Callable[[Case], Letter | None]] = {
    letter.__name__: letter for letter in (hold_ends, hold_ends_soon)
}


def _hold_ends(case: Case, subject: str) -> Letter | None:
    if case.attempt not in HOLDING or case.order not in OPEN_CASES | {S.APPROVED}:
        return None
    if case.order == S.APPROVED:
        opening = _("This order is approved, but its card is not charged yet.")
        rest = _("After that it cannot be charged. Look at its payment before.")
        button, page = _("Open the order"), "order_order_change"
    else:
        opening = _("This order is not decided yet.")
        rest = _("After that the patient has to pay anew. Decide before.")
        button, page = _("Open the case"), "prescriptions_case_change"
    return Letter(
        subject % {"number": case.number},
        heading=_("Order %(number)s waits") % {"number": case.number},
        opening=opening,
        lead=_("The hold on the card ends on %(day)s.") % {"day": case.hold_ends},
        rest=rest,
        button=button,
        page=page,
    )
