"""Reads who sells, as every page shows it."""

import json
from typing import NamedTuple

from django.conf import settings

from catalog.prepared import rows_of, statement
from catalog.shopfacts.models import ShopFacts
from catalog.texts.kinds import TextKind, TextLink, footer_links, text_links


class Shop(NamedTuple):
    """The facts staff entered, "" for each they did not, and the texts shoppers may read."""

    name: str
    owner: str
    address: str
    regulator: str
    registration_number: str
    registration_url: str
    superintendent: str
    superintendent_registration: str
    hours: str
    phone: str
    email: str
    complaints_email: str
    complaints_address: str
    kinds: tuple[str, ...]

    @property
    def texts(self) -> tuple[TextLink, ...]:
        """Links to the shop's own texts."""
        return footer_links(self.kinds)

    @property
    def complaints_text(self) -> TextLink | None:
        """How complaints are handled, where that is written down."""
        complaints = TextKind.COMPLAINTS
        return text_links([complaints])[0] if complaints in self.kinds else None

    @property
    def takes_complaints(self) -> bool:
        return bool(self.complaints_email or self.complaints_address or self.complaints_text)


# From a row that is always there, so that a shop without facts costs no page a second query.
FACTS_AND_TEXTS = statement(
    """
    SELECT to_jsonb(facts), ARRAY(SELECT kind FROM texts_text WHERE NOT is_sample OR %s ORDER BY 1)
    FROM (VALUES (1)) AS the (shop) LEFT JOIN shopfacts_shopfacts AS facts ON true
    """
)


def shop_with_texts() -> Shop:
    """The facts, and which texts shoppers may read (`Text.objects.shown`), in one query."""
    [(entered, kinds)] = rows_of(FACTS_AND_TEXTS, [not settings.LIVE])
    facts = vars(ShopFacts()) if entered is None else json.loads(entered)
    return Shop(*(facts[name] for name in Shop._fields[:-1]), kinds=tuple(kinds))
