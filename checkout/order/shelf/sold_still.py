"""Whether what was ordered may still be sold: its legal class may be a stricter one by now."""

from django.utils.translation import gettext as _

from catalog.legal_class import LegalClass, needs_pharmacist
from checkout.order.models import Line, Order


def against_selling(order: Order) -> list[str]:
    """Why what is approved of an order may not be handed out any more, in words for staff.

    A line for general sale was approved by rule, whatever was decided of the others: nobody has
    decided what a pharmacist has to decide by now. One query.
    """
    lines = list(order.lines.select_related("product__parent").order_by("pk"))
    given = [line for line in lines if line.approved_quantity]
    controlled = [line for line in given if _class_today(line) == LegalClass.CD]
    undecided = [
        line
        for line in given
        if line not in controlled
        and not needs_pharmacist(line.legal_class)
        and needs_pharmacist(_class_today(line))
    ]
    problems = []
    if controlled:
        words = _("%(medicine)s may not be sold any more: refund the whole order.")
        problems.append(words % {"medicine": _medicines(controlled)})
    if undecided:
        words = _(
            "%(medicine)s needs a pharmacist by now, and nobody has decided: refund the whole"
            " order, and let the patient order again."
        )
        problems.append(words % {"medicine": _medicines(undecided)})
    return problems


def _class_today(line: Line) -> LegalClass:
    by_now: LegalClass = line.product.effective_legal_class
    return by_now


def _medicines(lines: list[Line]) -> str:
    return ", ".join(dict.fromkeys(line.medicine_name for line in lines))
