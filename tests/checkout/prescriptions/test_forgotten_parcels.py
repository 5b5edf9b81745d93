"""How an order was sent is only ever added to; of one that names nobody the words go, no more."""

import pytest
from django.db import IntegrityError, connection

from checkout.order.models import Order
from tests.checkout.prescriptions.told_case import a_dispensed_order, sent_and_come_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]


@pytest.fixture
def returned(sandbox, pharmacist):
    return sent_and_come_back(a_dispensed_order(sandbox, pharmacist), pharmacist)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE order_dispatch SET carrier = '', tracking = '', erased_at = now()",
        "UPDATE order_takenback SET reason = '', erased_at = now()",
        "SELECT order_forget_parcels(id, now()) FROM order_order",
    ],
)
def test_how_an_order_was_sent_is_forgotten_with_its_person_alone(returned, deed):
    with pytest.raises(IntegrityError, match="only ever added"), connection.cursor() as cursor:
        cursor.execute(deed)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE order_takenback SET packs = 2, reason = '', erased_at = now()",
        "UPDATE order_takenback SET by_id = NULL, reason = '', erased_at = now()",
        "UPDATE order_dispatch SET carrier = '', tracking = ''",
        "UPDATE order_dispatch SET carrier = '', tracking = 'other', erased_at = now()",
        "UPDATE order_dispensedlot SET units = 1",
        "DELETE FROM order_takenback",
    ],
)
def test_of_a_forgotten_order_nothing_but_the_words_goes(returned, deed):
    Order.objects.filter(pk=returned.pk).update(
        guest_email="", user=None, shipping_address=None, billing_address=None, is_demo=False
    )
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(deed)
