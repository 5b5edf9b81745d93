"""Browsers' sessions, in the database; each row says whose it is, so that all of an account's or a
person's can be ended at once and whatever session there is can be believed.
"""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """Django asks for it before there are models: those are imported where they are needed."""

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
