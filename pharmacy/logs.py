"""What the processes of the shop write down, and with which request's id."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "pharmacy.history.acting.RequestIdFilter"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        # What a visitor did wrong is told to the visitor; what we did wrong is logged.
        "django.request": {"level": "ERROR"},
        "stripe": {"level": "WARNING"},
        # Says at the start that it has started.
        "pikepdf": {"level": "WARNING"},
    },
}
