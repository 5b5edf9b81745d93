"""Where django-allauth asks the shop about the second step of signing in."""

from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from catalog.shopfacts.models import shop_facts
from checkout.accounts.words import CODES_REFUSED
from checkout.prescriptions.files.vault import keys


class SecondFactor(DefaultMFAAdapter):
    """Secrets lie sealed in the database, so that a copy of it makes nobody's codes."""

    error_messages = DefaultMFAAdapter.error_messages | CODES_REFUSED

    def get_totp_issuer(self) -> str:
        return shop_facts().name

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """The shop's own host, whatever the request called it: a passkey is good there alone."""
        return {"id": urlsplit(settings.SITE_URL).hostname, "name": shop_facts().name}

    def encrypt(self, text: str) -> str:
        return keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return keys().decrypt(encrypted_text.encode()).decode()
