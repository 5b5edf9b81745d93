from django.apps import AppConfig


class LotsConfig(AppConfig):
    """The lots a dosage's units came in: numbers, expiries, what was received and withdrawn."""

    name = "catalog.lots"
    label = "lots"
    verbose_name = "Lots"
