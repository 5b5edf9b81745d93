from django.apps import AppConfig


class ShownConfig(AppConfig):
    """Knows when what the public pages show became another, whoever changed it."""

    name = "catalog.shown"
    label = "shown"
    verbose_name = "What pages show"
