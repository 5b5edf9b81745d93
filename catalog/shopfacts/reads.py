"""Reads who sells, as every page shows it."""

from django.conf import settings

from catalog.shopfacts.models import ShopFacts

# From a row that is always there, so that a shop without facts costs no page a second query.
FACTS_AND_TEXTS = """
    SELECT facts.*, ARRAY(SELECT kind FROM texts_text WHERE NOT is_sample OR %s) AS kinds
    FROM (VALUES (1)) AS the (shop) LEFT JOIN shopfacts_shopfacts AS facts ON true
"""


def shop_with_texts() -> ShopFacts:
    """The facts, and which texts shoppers may read (`Text.objects.shown`), in one query."""
    [row] = ShopFacts.objects.raw(FACTS_AND_TEXTS, [not settings.LIVE])
    facts = row if row.pk else ShopFacts()
    facts.kinds = row.kinds
    return facts
