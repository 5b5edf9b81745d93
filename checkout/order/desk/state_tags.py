"""An order's state and its hold as the coloured words of the staff screens."""

from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from catalog.admin.tags import tag
from checkout.order.desk.times import deadline
from checkout.order.states import DEAD, OrderState

S = OrderState
COLOURS = {
    S.AWAITING_PAYMENT: "info",
    S.AWAITING_PHARMACIST: "info",
    S.NEEDS_INFORMATION: "info",
    S.APPROVED: "warn",
    S.APPROVED_AWAITING_PAYMENT: "warn",
    S.PAID: "good",
    S.DISPENSED: "good",
    S.SHIPPED: "good",
    S.DELIVERED: "good",
    S.REFUNDED: "",
    **dict.fromkeys(DEAD, ""),
}
WORDS = {S.APPROVED: gettext_lazy("Approved, not charged")}


def state_tag(state: str) -> SafeString:
    """As in "Approved, not charged", amber."""
    state = S(state)
    return tag(str(WORDS.get(state) or capfirst(str(state.label))), COLOURS[state])


def hold_tag(ends: datetime, now: datetime) -> SafeString:
    """As in "Ends in 9 h 17 min": amber within 48 h, red within 12."""
    said = deadline(ends - now)
    return tag(said.words, said.state)
