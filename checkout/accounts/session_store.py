"""Browsers' sessions, in the database; each row says whose it is, so that all of an account's or a
person's can be ended at once and whatever session there is can be believed.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from catalog.prepared import Prepared

SHORTEST_KEY = 8


class SessionStore(DatabaseStore):
    """Django asks for it before there are models: those are imported where they are needed."""

    def load(self) -> dict[str, Any]:
        kept = _KEPT.rows(session_key=self.session_key or "", now=timezone.now())
        for (data,) in kept:
            return self.decode(data)
        self._session_key = None
        return {}

    def _validate_session_key(self, key: str | None) -> bool:
        """One as we make them: a cookie may hold what no database can be asked for."""
        return bool(key) and len(key) >= SHORTEST_KEY and set(key) <= set(VALID_KEY_CHARS)

    def _get_new_session_key(self) -> str:
        """Nobody is asked whether it is taken: the database refuses one that is."""
        return get_random_string(32, VALID_KEY_CHARS)

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
