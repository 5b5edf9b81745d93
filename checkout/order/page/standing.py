"""Where an order and its payments stand, as plain values: what its page is made of."""

from dataclasses import dataclass, field
from decimal import Decimal

from checkout.order.bill import NOTHING
from checkout.order.receipt import Paid
from checkout.order.states import OrderState


@dataclass(frozen=True, slots=True)
class Standing:
    """`attempt` is the state of the last payment, "" for none; `to_pay` what is approved.

    `pay_until` is written out, and `overdue` once it is over; `answer_until` is until when the
    patient may send or answer what the order waits for. `attended`: a person has been called
    to a payment. `being_charged`: a card is, or may be. `returned`: the shopper came back from the
    payment page minutes ago. `moved_lately`: the order changed its state minutes ago.
    """

    order: OrderState
    attempt: str = ""
    needs_pharmacist: bool = True
    to_pay: Decimal = NOTHING
    paid: Paid = field(default_factory=Paid)
    declined: str = ""
    pay_until: str = ""
    answer_until: str = ""
    overdue: bool = False
    attended: bool = False
    being_charged: bool = False
    returned: bool = False
    moved_lately: bool = False
