"""What is wrong with an order's payment in words for staff, and the one deed that helps."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.money import price
from checkout.order.desk.advice import ADVICE, NEEDS, Deed
from checkout.order.desk.times import ALARM, WARNING, lasting
from checkout.order.desk.troubles import Kind, Situation, Trouble, tried
from checkout.order.repairs import MAY_BE_GIVEN_UP
from checkout.order.states import OrderState
from checkout.payment.states import LIVE, AttemptState

S, A, K, D = OrderState, AttemptState, Kind, Deed


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed as its button says it."""

    deed: Deed
    words: str


@dataclass(frozen=True, slots=True)
class Attention:
    """Why a person is called: what is true, then what to do. `state` is "stop" or "warn".

    `helps` is None where what helps is for somebody else to do.
    """

    heading: str
    body: tuple[str, ...]
    helps: Offer | None
    others: tuple[Offer, ...]
    state: str

    def for_somebody_who_may(self, may: Collection[str]) -> "Attention":
        """Without the deeds that ask for other permissions than these."""
        others = tuple(offer for offer in self.others if NEEDS[offer.deed] in may)
        if self.helps is None or NEEDS[self.helps.deed] in may:
            return replace(self, others=others)
        words = _("What helps is for somebody else to do: %(deed)s")
        body = (*self.body, words % {"deed": self.helps.words})
        return replace(self, body=body, helps=None, others=others)


POSSIBLE: Mapping[Deed, Callable[[Situation], bool]] = {
    D.TRY_NOW: lambda at: at.promised,
    D.ASK_TO_PAY: lambda at: (
        at.order == S.APPROVED_AWAITING_PAYMENT
        or (at.order == S.APPROVED and at.payment is not None and at.payment in LIVE)
    ),
    D.REFUND: lambda at: at.payment == A.CAPTURED and at.still_ours > 0,
    D.REFUND_DIFFERENCE: lambda at: at.payment == A.CAPTURED and _more(at) > 0,
    D.DECIDE: lambda at: at.order == S.AWAITING_PHARMACIST,
    D.AT_STRIPE: lambda at: at.at_stripe,
    D.GIVE_UP_MAIL: lambda at: any(one.kind == K.MAIL_STUCK for one in at.troubles),
    D.PUT_ASIDE: lambda at: at.told,
    D.GIVE_UP: lambda at: at.order in MAY_BE_GIVEN_UP or at.gone,
}


def attention(at: Situation) -> Attention | None:
    """What is wrong, the worst first, and what helps; None where nothing calls for a person."""
    troubles = _troubles(at)
    if not troubles:
        return None
    worst = troubles[0].kind
    offers = [Offer(deed, label(deed, at, worst)) for deed in _deeds(troubles, at)]
    words = [(_heading(trouble, at), _body(trouble, at)) for trouble in troubles]
    return Attention(
        heading=words[0][0],
        body=(words[0][1], *(f"{heading} {body}" for heading, body in words[1:])),
        helps=offers[0] if offers else None,
        others=tuple(offers[1:]),
        state=_state(troubles, at),
    )


def label(deed: Deed, at: Situation, kind: Kind | None = None) -> str:
    """What the button of a deed says; `kind` is the trouble it is to help with."""
    if deed == D.TRY_NOW:
        if kind == K.CHARGE_FAILS:
            return _("Try to charge %(sum)s now") % {"sum": price(at.owed or at.total)}
        return _("Try again now")
    if deed == D.ASK_TO_PAY:
        waits = at.order == S.APPROVED_AWAITING_PAYMENT
        return _("Mail the link to pay again") if waits else _("Mail a link to pay")
    if deed == D.REFUND_DIFFERENCE:
        return _("Refund the difference, %(more)s…") % {"more": price(_more(at))}
    if deed == D.GIVE_UP:
        return f"{give_up_words(at)}…"
    return str(LABELS[deed])


LABELS: Mapping[Deed, str | Promise] = {
    D.REFUND: gettext_lazy("Refund…"),
    D.DECIDE: gettext_lazy("Decide…"),
    D.AT_STRIPE: gettext_lazy("Open it at Stripe"),
    D.GIVE_UP_MAIL: gettext_lazy("Give the mail up"),
    D.PUT_ASIDE: gettext_lazy("It is all right: put it aside"),
}


def give_up_words(at: Situation) -> str:
    """What cancelling an order does with its money, or with its packs where that is gone."""
    if at.gone:
        destroyed = at.order == S.DISPENSED
        return _("End the order") if destroyed else _("End the order and put its packs back")
    if at.payment == A.CAPTURED and at.still_ours:
        return _("Cancel and refund %(kept)s") % {"kept": price(at.still_ours)}
    if at.payment in (A.AUTHORISED, A.CAPTURING):
        return _("Cancel and release the hold")
    return _("Cancel the order")


def _troubles(at: Situation) -> list[Trouble]:
    found = list(at.troubles)
    kinds = {trouble.kind for trouble in found}
    if at.held_for is not None and at.held_for <= WARNING and K.CHARGE_FAILS not in kinds:
        uncharged = at.order == S.APPROVED
        found.append(Trouble(K.HOLD_ENDS_UNCHARGED if uncharged else K.HOLD_ENDS))
    if at.due_in is not None and at.due_in <= WARNING:
        found.append(Trouble(K.PAYMENT_DUE))
    rank = list(Kind).index
    return sorted(found, key=lambda trouble: rank(trouble.kind))


def _deeds(troubles: Iterable[Trouble], at: Situation) -> list[Deed]:
    wanted = [deed for trouble in troubles for deed in ADVICE[trouble.kind].deeds]
    return [deed for deed in dict.fromkeys(wanted) if POSSIBLE[deed](at)]


def _state(troubles: Iterable[Trouble], at: Situation) -> str:
    ends_now = at.held_for is not None and at.held_for <= ALARM
    if ends_now or any(ADVICE[trouble.kind].state == "stop" for trouble in troubles):
        return "stop"
    return "warn"


def _heading(trouble: Trouble, at: Situation) -> str:
    hold = _(" The hold ends in %(time)s.") % {"time": lasting(at.held_for)} if at.held_for else ""
    return str(ADVICE[trouble.kind].heading) % _values(trouble, at, hold=hold)


def _body(trouble: Trouble, at: Situation) -> str:
    again = ""
    if trouble.tries:
        again = _(" Tried %(times)s.") % {"times": tried(trouble.tries)}
    if trouble.next_try:
        again += _(" We try again by ourselves at %(next)s.") % {"next": trouble.next_try}
    return (str(ADVICE[trouble.kind].body) % _values(trouble, at, again=again)).strip()


def _values(trouble: Trouble, at: Situation, **more: str) -> dict[str, object]:
    return {
        "says": trouble.says,
        "order": at.order.label,
        "kept": price(at.still_ours),
        "owed": price(at.owed) if at.owed is not None else "",
        "more": price(_more(at)) if at.owed is not None else "",
        "held_for": lasting(at.held_for) if at.held_for is not None else "",
        "due_in": lasting(at.due_in) if at.due_in is not None else "",
        **more,
    }


def _more(at: Situation) -> Decimal:
    return at.still_ours - at.owed if at.owed is not None else Decimal(0)
