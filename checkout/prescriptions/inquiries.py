"""What the pharmacist has asked about an order."""

from django.db.models import QuerySet

from checkout.order.models import Order
from checkout.prescriptions.models import Inquiry


def open_inquiries_of(order: Order) -> QuerySet[Inquiry]:
    """Those the patient has not answered yet, in the order of asking."""
    inquiries = Inquiry.objects.filter(decision__line__order=order, answered_at__isnull=True)
    return inquiries.select_related("decision__line")
