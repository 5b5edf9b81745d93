from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class WaitingConfig(AppConfig):
    """Who is to be told when a sold-out dosage is back."""

    name = "checkout.waiting"
    label = "waiting"
    verbose_name = gettext_lazy("Waiting for stock")
