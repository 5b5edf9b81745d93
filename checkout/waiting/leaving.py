"""The way out of the mails somebody waits for: an address that opens without a sign-in.

Whom it is of is sealed in it, so that nobody reads an address in a log of addresses. No time ends
it: a mail lies in its box for as long as anybody likes. A new SECRET_KEY does, as it ends sessions.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac


def way_out(email: str) -> str:
    """Where whoever has this mail ends all that its address waits for."""
    key = _seal().encrypt(email.encode()).decode()
    return f"{settings.SITE_URL}{reverse('waiting-leave')}?key={key}"


def email_of(key: str) -> str:
    """Whose way out it is; "" where we have made none such."""
    try:
        return _seal().decrypt(key.encode()).decode()
    except InvalidToken:
        return ""


def _seal() -> Fernet:
    key = salted_hmac("checkout.waiting.leaving", "the way out", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
