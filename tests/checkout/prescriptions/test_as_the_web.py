"""With a database role that alters nothing the shop has to prove, everything is still done."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from checkout.order.shelf import sending
from checkout.order.shelf.dispensing import dispense
from checkout.prescriptions.erasing import erase
from checkout.prescriptions.forgetting import forget_carts
from checkout.prescriptions.models import FileView, PrescriptionFile
from checkout.prescriptions.rotating import rotate_all
from pharmacy.history.models import EVENTS
from tests.checkout.prescriptions.told_case import a_told_cart, an_asked_order
from tests.checkout.shopping import let_the_worker_work, refreshed
from tests.database_roles import a_role, signed_in
from tests.factories import a_pack

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("vault_folder")]


def test_a_case_goes_its_whole_way_from_the_cart_to_being_forgotten(sandbox, pharmacist):
    pack, now = a_pack(), timezone.now()
    with a_role() as web:
        call_command("grant_web", web, stdout=StringIO())
        with signed_in(web):
            a_told_cart(pack)
            order, _taken = an_asked_order(sandbox, pharmacist)
            FileView.objects.create(
                file=PrescriptionFile.objects.get(patient__order=order),
                page=1,
                by=pharmacist.user,
            )
            pharmacist.approve(order)
            let_the_worker_work()
            deed = {"by": pharmacist.user, "now": now}
            dispense(refreshed(order), **deed)
            sending.ship(order, **deed, carrier="Royal Mail", tracking="AB 123 GB")
            back = {order.lines.get().pk: 1}
            sending.take_back(order, **deed, packs=back, reason="It came back")
            assert not [problem for _pk, problem in rotate_all() if problem]
            erase(refreshed(order), now=now + timedelta(days=366 * 10))
            assert forget_carts(now + timedelta(days=31))[0] == 1
    states = EVENTS["order"].objects.filter(id=order.pk).order_by("pgh_id")
    assert [event.status for event in states][-2:] == ["dispensed", "shipped"]
    assert order.dispatches.get().erased_at
    assert EVENTS["file"].objects.filter(pgh_label="delete").count() == 1
