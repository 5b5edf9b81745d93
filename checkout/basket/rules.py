"""Why a cart may not be ordered as it is, in words the shopper can act on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.legal_class import LegalClass
from catalog.money import price
from catalog.units import count
from checkout.basket.buyer import Buyer, by_medicine, over_the_period, too_young
from checkout.basket.cart import Cart, CartLine

MOST_PACKS = 999


@dataclass(frozen=True, slots=True)
class CartProblem:
    """One reason, at the line it is about; one that is not `blocking` only has to be said.

    `heading` is what stands before it in bold, "" for nothing.
    """

    message: str
    pack_id: int | None
    blocking: bool
    heading: str = ""

    @classmethod
    def of_the_order(cls, message: str) -> "CartProblem":
        """One that is about no pack of its own."""
        return cls(message, pack_id=None, blocking=True)


def cart_problems(cart: Cart, buyer: Buyer | None = None) -> list[CartProblem]:
    """Everything to say about a cart before it is paid, nothing for a good one.

    `buyer` is whom it is for, once that is known.
    """
    for_sale = [line for line in cart.lines if line.may_be_sold]
    return [
        *_not_for_sale(cart.lines),
        *_another_pack(for_sale),
        *_more_than_is_left(for_sale),
        *_over_the_limit(for_sale),
        *_over_a_substances_limit(for_sale),
        *_not_for(buyer, for_sale),
        *_at_another_price(for_sale),
    ]


def rows_of(cart: Cart, problems: list[CartProblem]) -> list[tuple[CartLine, list[CartProblem]]]:
    """Each line with the problems that are told at it."""
    return [
        (line, [problem for problem in problems if problem.pack_id == line.pack_id])
        for line in cart.lines
    ]


def refusal_of(cart: Cart, pack_id: int) -> CartProblem | None:
    """Why a pack may not be in the cart in the number it is in; what else is wrong does not count.

    The other packs of its medicine come first: what is left for this one is what they leave.
    """
    others = [line for line in cart.lines if line.pack_id != pack_id]
    own = [line for line in cart.lines if line.pack_id == pack_id]
    problems = cart_problems(replace(cart, lines=(*others, *own)))
    return next((problem for problem in problems if _refuses(problem, pack_id)), None)


def _refuses(problem: CartProblem, pack_id: int) -> bool:
    return problem.blocking and problem.pack_id == pack_id


def _not_for_sale(lines: Iterable[CartLine]) -> Iterator[CartProblem]:
    for line in lines:
        if line.legal_class == LegalClass.CD:
            words = _("%(pack)s: cannot be sold here, it is a controlled medicine.")
        elif not line.on_sale:
            words = _("%(pack)s: no longer on sale, so it cannot be ordered.")
        else:
            continue
        yield CartProblem(words % {"pack": line.name}, line.pack_id, blocking=True)


def _another_pack(lines: Iterable[CartLine]) -> Iterator[CartProblem]:
    """Whoever chose 90 pills must not get 30, nor another strength, without having said so."""
    for line in lines:
        if line.is_another_pack:
            words = _(
                "This was %(then)s when you added it, now it is %(now)s."
                " Take it out, then add the pack you want."
            )
            facts = {"then": line.name_when_added, "now": line.name}
            yield CartProblem(words % facts, line.pack_id, blocking=True)


def _more_than_is_left(lines: Iterable[CartLine]) -> Iterator[CartProblem]:
    """Packs of a dosage share one pool: the lines take from it in their order."""
    left: dict[int, int] = {}
    for line in lines:
        free = left.get(line.dosage_id, line.units_free)
        fitting = min(line.quantity, free // line.offer.units)
        left[line.dosage_id] = free - fitting * line.offer.units
        if fitting < line.quantity:
            words = _what_is_left(line, fitting, shared=free < line.units_free)
            yield CartProblem(words, line.pack_id, blocking=True)


def _what_is_left(line: CartLine, fitting: int, *, shared: bool) -> str:
    facts = {
        "pack": line.name,
        "dosage": f"{line.medicine_name} {line.dosage_text}",
        "packs": fitting,
        "wanted": line.quantity,
    }
    if not fitting and not shared:
        return _("%(pack)s: sold out.") % facts
    if not fitting:
        words = _("%(pack)s: the other packs of %(dosage)s in your cart are all that is left.")
    elif shared:
        words = ngettext(
            "%(pack)s: beside the other packs of %(dosage)s in your cart"
            " only %(packs)s pack is left, you asked for %(wanted)s.",
            "%(pack)s: beside the other packs of %(dosage)s in your cart"
            " only %(packs)s packs are left, you asked for %(wanted)s.",
            fitting,
        )
    else:
        words = ngettext(
            "%(pack)s: only %(packs)s pack is left, you asked for %(wanted)s.",
            "%(pack)s: only %(packs)s packs are left, you asked for %(wanted)s.",
            fitting,
        )
    return words % facts


def _over_the_limit(lines: Iterable[CartLine]) -> Iterator[CartProblem]:
    """One order's limit counts all packs of a medicine; it is told at the last of them."""
    for last, units in by_medicine(lines):
        limit = last.max_units_per_order
        if limit is not None and units > limit:
            words = _(
                "At most %(limit)s of %(medicine)s go into one order, you asked for %(units)s."
            )
            facts = {
                "limit": count(last.unit, limit),
                "medicine": last.medicine_name,
                "units": units,
            }
            yield CartProblem(words % facts, last.pack_id, blocking=True)


def _over_a_substances_limit(lines: list[CartLine]) -> Iterator[CartProblem]:
    """One order's limit of a substance counts every medicine with it; told at the last of them."""
    last_with = {one: line for line in lines for one in line.substances if line.counted_units}
    for one, last in last_with.items():
        units = sum(line.counted_units for line in lines if one in line.substances)
        if one.max_units_per_sale is not None and units > one.max_units_per_sale:
            words = _(
                "At most %(limit)s units of %(substance)s go into one order, over all medicines"
                " that contain it: you asked for %(units)s."
            )
            facts = {"limit": one.max_units_per_sale, "substance": one.name, "units": units}
            yield CartProblem(words % facts, last.pack_id, blocking=True)


def _not_for(buyer: Buyer | None, lines: list[CartLine]) -> Iterator[CartProblem]:
    """What one person may not have; of a cart that is nobody's yet, only what nobody may."""
    refused = [*over_the_period(lines, buyer.bought if buyer else {})]
    if buyer:
        refused += too_young(lines, buyer.age)
    for line, words in refused:
        yield CartProblem(words, line.pack_id, blocking=True)


def _at_another_price(lines: Iterable[CartLine]) -> Iterator[CartProblem]:
    for line in lines:
        if line.price_changed:
            words = _("%(pack)s: was %(old)s when you added it, now %(new)s.")
            facts = {
                "pack": line.name,
                "old": price(line.price_when_added),
                "new": price(line.offer.price),
            }
            yield CartProblem(words % facts, line.pack_id, blocking=False)
