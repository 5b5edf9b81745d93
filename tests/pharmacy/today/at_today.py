"""Today as a member of staff reads it, in few words."""

from datetime import timedelta
from decimal import Decimal

from catalog.partner.models import StockRecord
from catalog.prices.how import How, noted
from pharmacy.history.acting import acting
from tests.catalog.reductions.past import as_if_saved

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ODD = "Stripe tells another story of this payment than we do."


def tile(client, words):
    return next((one for one in client.get("/admin/").context["tiles"] if words in one.words), None)


def length_of(client, url):
    """How many rows the list of an address has, over all its pages."""
    context = client.get(url).context
    if "cl" in context:
        return context["cl"].result_count
    return context["page"].paginator.count


def move(pack, price, *, how=How.DESK, by=None):
    """Somebody sets a price, and the database records it."""
    as_if_saved()
    with acting(user=by), noted(how):
        StockRecord.objects.filter(product=pack).update(price=Decimal(price))
        as_if_saved()
