"""What a shopper saw on the last page before ordering, so that nothing else is ordered."""

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder

from checkout.basket.cart import Cart
from checkout.details import Details
from checkout.prescriptions.telling import Told


@dataclass(frozen=True, slots=True)
class Seen:
    """The total that stood there, and the fingerprint of everything else."""

    total: Decimal
    fingerprint: str


def fingerprint(
    cart: Cart, details: Details, method_id: int, tax: Decimal, told: Told | None = None
) -> str:
    """Of the packs as shown, the address, the delivery, the tax, and of what the patient told.

    Another strength may cost the same, and staff may make another size or strength of a pack: the
    total and the pack's id alone do not tell what is ordered.
    """
    packs = sorted(
        (line.pack_id, line.name, line.legal_class, line.quantity, str(line.offer.price))
        for line in cart.lines
    )
    patient = asdict(told) if told else None
    seen = json.dumps(
        [packs, details.as_session(), method_id, str(tax), patient],
        sort_keys=True,
        cls=DjangoJSONEncoder,
    )
    return hashlib.sha256(seen.encode()).hexdigest()[:32]
