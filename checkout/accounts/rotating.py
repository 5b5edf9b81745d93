"""Seals every secret of a second step with the first key of FILE_KEYS, as patients' files are."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from checkout.prescriptions.files.vault import keys

# Where an authenticator app, and where a set of recovery codes, keeps what has to stay secret.
SECRETS = ("secret", "seed")


def rotate_secrets() -> Iterator[tuple[int, str]]:
    """The id of each, with what is wrong with it or "". May be killed and run again."""
    sealed = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    for pk in list(sealed.order_by("pk").values_list("pk", flat=True)):
        yield pk, _rotated(pk)


@transaction.atomic
def _rotated(pk: int) -> str:
    # Locked, or a recovery code that is used meanwhile would be good again.
    kept = Authenticator.objects.select_for_update().filter(pk=pk).first()
    try:
        for name in SECRETS:
            if kept and name in kept.data:
                kept.data[name] = keys().rotate(kept.data[name].encode()).decode()
    except InvalidToken:
        return "no key of FILE_KEYS opens it"
    if kept:
        kept.save(update_fields=["data"])
    return ""
