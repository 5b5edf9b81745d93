"""The page an order's patient sends the prescription on, and what it says once that is over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from checkout.order import actions
from checkout.order.overdue import end_unanswered
from checkout.prescriptions.actions import DAYS_TO_ANSWER
from checkout.prescriptions.models import PrescriptionFile
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.cases import to_follow
from tests.checkout.prescriptions.files.good import photo
from tests.checkout.shopping import refreshed
from tests.checkout.visitor import Visitor, htmx

pytestmark = pytest.mark.django_db
PAGE, FILES = "order-prescription", "order-files"


@pytest.fixture
def order():
    return to_follow()


@pytest.fixture
def visitor(order):
    return Visitor.who_placed(order)


@pytest.fixture
def send(visitor, order):
    """Posts a photo from a page that is opened now, however late that is."""
    token = str(visitor.look(PAGE, order.number).context["csrf_token"])

    def posted(name=PAGE, **headers):
        file = SimpleUploadedFile("rx.jpg", photo())
        data = {"files": file, "csrfmiddlewaretoken": token}
        return visitor.post(reverse(name, args=[order.number]), data, headers=headers)

    return posted


def test_the_prescription_is_sent_and_the_pharmacist_has_everything(visitor, order, send):
    answer = send()
    assert answer["Location"] == order.get_absolute_url()
    assert refreshed(order).status == "awaiting_pharmacist"
    assert "The pharmacist has everything" in text_of(visitor.look(PAGE, order.number))


def test_who_comes_late_is_told_that_the_file_was_not_taken(order, send):
    send()
    page = send()
    assert page.status_code == 422
    assert "rx.jpg: This order does not wait for a file any more." in text_of(page)
    answer = send(FILES, **htmx(on=f"/orders/{order.number}/prescription/"))
    assert answer["HX-Redirect"] == order.get_absolute_url()
    assert PrescriptionFile.objects.count() == 1


@pytest.mark.parametrize("ended", ["cancelled", "expired"])
def test_an_order_that_ended_says_so_on_its_own_page(visitor, order, send, ended):
    if ended == "cancelled":
        actions.cancel(order, now=timezone.now())
    else:
        end_unanswered(timezone.now() + 2 * DAYS_TO_ANSWER)
    assert refreshed(order).status == ended
    assert visitor.look(PAGE, order.number)["Location"] == order.get_absolute_url()
    answer = send()
    said = text_of(visitor.get(answer["Location"]))
    assert "Nothing was sent: this order does not wait for it any more." in said
    assert not PrescriptionFile.objects.exists()
