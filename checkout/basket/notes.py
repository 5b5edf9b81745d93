"""What to know about medicines in one cart that contain the same or do not go well together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.substances.rules import (
    Contents,
    Known,
    Note,
    Purchase,
    Severity,
    bought_before,
    by_severity,
    interactions_of,
    same_substance,
)
from checkout.basket.cart import Cart, CartLine
from checkout.basket.rules import CartProblem

HEADINGS = {
    Severity.SERIOUS: gettext_lazy("Serious"),
    Severity.MODERATE: gettext_lazy("Worth knowing"),
    Severity.MINOR: gettext_lazy("Worth knowing"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What the person a cart is for takes beside it: by name, and bought lately as of `today`."""

    today: date
    taken: tuple[str, ...] = ()
    bought: tuple[Purchase, ...] = ()


def cart_notes(
    cart: Cart, known: Iterable[Known], beside: Beside | None = None
) -> list[CartProblem]:
    """Notes that stop nobody, the worst first, each at the last line it is about."""
    contents = list(dict.fromkeys(_contents(line) for line in cart.lines))
    taken = beside.taken if beside else ()
    notes = [*interactions_of(contents, taken, known), *same_substance(contents)]
    if beside:
        notes += bought_before(contents, beside.bought, today=beside.today)
    return [_said(cart, note) for note in by_severity(notes)]


def _contents(line: CartLine) -> Contents:
    """One for all packs of a dosage."""
    names = tuple(one.name for one in line.substances)
    return Contents(f"{line.medicine_name} {line.dosage_text}", names)


def _said(cart: Cart, note: Note) -> CartProblem:
    concerned = [
        line for line in cart.lines if set(note.substances) & set(_contents(line).substances)
    ]
    sentences = [_in_words(note)]
    if any(line.needs_pharmacist for line in concerned):
        sentences.append(_("Our pharmacist checks this."))
    return CartProblem(
        " ".join(sentences),
        concerned[-1].pack_id,
        blocking=False,
        heading=str(HEADINGS[note.severity]),
    )


def _in_words(note: Note) -> str:
    if len(note.substances) < 2:
        return note.advice
    one, other = note.substances
    facts = {"one": one, "other": other, "advice": note.advice}
    return _("%(one)s and %(other)s: %(advice)s") % facts
