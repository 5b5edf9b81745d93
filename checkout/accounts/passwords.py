"""How long a password has to be."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator

LEAST, LEAST_OF_STAFF = 8, 12


class LongEnough:
    """A shopper's has LEAST characters, that of whoever sees patients' orders LEAST_OF_STAFF."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        MinimumLengthValidator(least_for(user)).validate(password, user)

    def get_help_text(self) -> str:
        return str(MinimumLengthValidator(LEAST_OF_STAFF).get_help_text())


def least_for(account: Any) -> int:
    is_staffs = getattr(account, "is_staff", False) or getattr(account, "is_superuser", False)
    return LEAST_OF_STAFF if is_staffs else LEAST
