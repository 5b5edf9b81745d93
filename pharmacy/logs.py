"""What the processes of the shop write down, and with which request's id."""

from typing import Any

FORMATTERS = {
    "plain": {
        "()": "pharmacy.log_lines.TextLine",
        "format": "{asctime} {levelname} {request_id} {name}: {message}",
        "style": "{",
    },
    "json": {"()": "pharmacy.log_lines.JsonLine"},
}


def logging_as(written: str) -> dict[str, Any]:
    """Django's LOGGING, each line `written` as "plain" text or "json"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "pharmacy.history.acting.RequestIdFilter"}},
        "formatters": {"line": dict(FORMATTERS[written])},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["request_id"],
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Named, it loses the handlers Django gives it: one mails whole requests to ADMINS.
            "django": {"level": "INFO"},
            "django.server": {"level": "WARNING"},
            # What a visitor did wrong is told to the visitor; what we did wrong is logged.
            "django.request": {"level": "ERROR"},
            "stripe": {"level": "WARNING"},
            # Says at the start that it has started.
            "pikepdf": {"level": "WARNING"},
        },
    }
