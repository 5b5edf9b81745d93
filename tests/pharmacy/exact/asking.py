"""A visitor who asks for a page again, and how many queries that takes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.partner.models import StockRecord

PAGE = "/medicines/baclofen/"


def asked_for(client, path=PAGE, **headers):
    """How many queries an answer took, and the answer."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path, headers=headers)
    return len(asked), response


def is_kept(client, path=PAGE, **headers):
    return asked_for(client, path, **headers)[0] == 1


def price_of(pack_units):
    return StockRecord.objects.filter(product__dosage__label="10mg", product__units=pack_units)
