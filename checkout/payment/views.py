"""Where Stripe's messages come in."""

import logging

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from checkout.payment import gateway
from checkout.payment.actions import note_event
from checkout.same_origin import from_anywhere

MOST_BYTES = 256 * 1024
log = logging.getLogger(__name__)


# Stripe has no session of ours: its signature is the check.
@from_anywhere
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """200 once the event is kept, however often it comes; 400 for what Stripe did not sign."""
    if len(request.body) > MOST_BYTES:
        return HttpResponse("too large\n", content_type="text/plain", status=400)
    try:
        event = gateway.trusted_event(request.body, request.headers.get("Stripe-Signature", ""))
    except gateway.UntrustedEvent as refused:
        # What it says may be a part of the message; its kind tells a wrong secret from the rest.
        kind = type(refused.__cause__ or refused).__name__
        log.warning("A message at the webhook was refused: %s", kind)
        return HttpResponse("not accepted\n", content_type="text/plain", status=400)
    note_event(event, now=timezone.now())
    return HttpResponse("noted\n", content_type="text/plain")
