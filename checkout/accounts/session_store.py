"""Browsers' sessions, in the database; each row says whose it is, so that all of an account's or a
person's can be ended at once and whatever session there is can be believed.
"""

import re
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from catalog.prepared import Prepared

KEY_LENGTH = 32
KEY = re.compile(f"[{VALID_KEY_CHARS}]{{{KEY_LENGTH}}}")


class SessionStore(DatabaseStore):
    """Django asks for it before there are models: those are imported where they are needed."""

    def load(self) -> dict[str, Any]:
        """What is no key of ours is not looked up: with a NUL in it the database would refuse."""
        key = self.session_key or ""
        if KEY.fullmatch(key):
            for (data,) in _KEPT.rows(session_key=key, now=timezone.now()):
                return self.decode(data)
        self._session_key = None
        return {}

    def save(self, must_create: bool = False) -> None:
        """A row that is there is changed by one statement, which needs no transaction around it.

        Raises UpdateError where it was ended meanwhile, and CreateError where a new key is taken.
        """
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        row = self.create_model_instance(self._get_session())
        fields = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
        rows = self.model.objects.filter(pk=row.pk)
        if not rows.update(**{name: getattr(row, name) for name in fields}):
            raise UpdateError

    def _validate_session_key(self, key: str | None) -> bool:
        """It shows when it is looked up: a page that asks for no session takes none back either.

        Such a page may be kept for everybody, and what is taken back would be kept with it.
        """
        return bool(key)

    def _get_new_session_key(self) -> str:
        """Nobody is asked whether it is taken: the database refuses one that is."""
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)

    @classmethod
    def get_model_class(cls) -> Any:
        from checkout.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        from checkout.sessions import whose

        session = super().create_model_instance(data)
        for name, value in whose(data).items():
            setattr(session, name, value)
        return session


def _kept(session_key: str, now: datetime) -> QuerySet[Any, tuple[str]]:
    sessions = SessionStore.get_model_class().objects
    kept = sessions.filter(session_key=session_key, expire_date__gt=now)
    return kept.values_list("session_data")


_KEPT = Prepared(_kept, session_key="nobody's", now=datetime(1, 1, 1, tzinfo=UTC))
