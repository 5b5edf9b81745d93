"""A case: an order as a pharmacist meets it, from the queue to its decision."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from catalog.legal_class import LegalClass
from checkout.order.models import Line, Order
from checkout.order.states import OPEN_CASES, OrderState
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import HOLDING

SEE_CASES = "prescriptions.view_case"
DECIDE_CASES = "prescriptions.decide_case"


class CaseQuerySet(models.QuerySet["Case"]):
    def cases(self) -> "CaseQuerySet":
        """Orders with a line that a pharmacist decides, whatever became of them."""
        decided = Line.objects.filter(order=OuterRef("pk")).exclude(legal_class=LegalClass.GSL)
        return self.filter(Exists(decided))

    def open_cases(self) -> "CaseQuerySet":
        """What a pharmacist decides, at once or when the patient has answered."""
        return self.filter(status__in=sorted(OPEN_CASES))

    def to_decide(self) -> "CaseQuerySet":
        return self.filter(status=OrderState.AWAITING_PHARMACIST)

    def with_hold(self) -> "CaseQuerySet":
        """`hold_ends`: until when a card is held, None where none is."""
        held = PaymentAttempt.objects.filter(
            order=OuterRef("pk"), state__in=HOLDING, capture_before__isnull=False
        )
        return self.annotate(
            hold_ends=Subquery(held.order_by("capture_before").values("capture_before")[:1])
        )

    def nobody_is_on(self, *, since: datetime) -> "CaseQuerySet":
        """Cases that nobody has taken since."""
        return self.filter(Q(claim__isnull=True) | Q(claim__at__lte=since))


class Case(Order):
    """An order as the pharmacist's desk shows it; behaviour stays on Order."""

    objects = CaseQuerySet.as_manager()

    class Meta:
        proxy = True
        app_label = "prescriptions"
        ordering = ["date_placed", "pk"]
        default_permissions = ("view",)
        permissions = [("decide_case", "Can decide prescription case")]
        verbose_name = _("prescription case")
        verbose_name_plural = _("prescription cases")
