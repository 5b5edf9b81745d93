"""Two workers at once tell nobody twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from checkout.waiting.actions import tell_next, wait_for
from checkout.waiting.models import Waiting
from tests.factories import a_dosage, a_medicine, a_pack, put_on_the_shelf
from tests.meanwhile import LONG

pytestmark = pytest.mark.django_db(transaction=True)


def test_whom_one_worker_tells_no_other_does():
    dosage = a_dosage(a_medicine("Baclofen"), units_on_hand=0)
    a_pack(dosage, 60)
    wait_for(dosage_id=dosage.pk, email="sam@example.com", now=timezone.now())
    put_on_the_shelf(60)

    def other_worker():
        try:
            return tell_next(timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert tell_next(timezone.now())
        assert pool.submit(other_worker).result(LONG) is False
    assert len(mail.outbox) == 1
    assert not Waiting.objects.exists()
