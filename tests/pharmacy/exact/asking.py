"""A visitor who asks for a page again, and how many queries that takes."""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.partner.models import StockRecord
from pharmacy.exact.door import Door

PAGE = "/medicines/baclofen/"


class Visitor(Client):
    """Asks as a web server does: by the door of a process of its own."""

    def __init__(self):
        super().__init__()
        self.handler = AtTheDoor()


class AtTheDoor:
    """What Django's test client asks."""

    def __init__(self):
        self.door = Door(WSGIHandler())

    def __call__(self, environ):
        started = []
        chunks = self.door(environ, lambda status, headers, *_: started.append((status, headers)))
        response = HttpResponse(b"".join(chunks), status=int(started[0][0][:3]))
        response.wsgi_request = WSGIRequest(environ)
        del response.headers["Content-Type"]
        for name, text in started[0][1]:
            response.headers[name] = text
        if hasattr(chunks, "close"):
            chunks.close()
        return response


def asked_for(client, path=PAGE, **headers):
    """How many queries an answer took, and the answer."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path, headers=headers)
    return len(asked), response


def is_kept(client, path=PAGE, **headers):
    return asked_for(client, path, **headers)[0] == 1


def price_of(pack_units):
    return StockRecord.objects.filter(product__dosage__label="10mg", product__units=pack_units)
