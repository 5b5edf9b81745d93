"""Browsers' sessions, in the database; each row says whose account is signed in, so that all of
an account's can be ended at once and whatever session there is can be believed.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from checkout.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session = super().create_model_instance(data)
        session.account_id = data.get(SESSION_KEY)
        return session
