from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RunningConfig(AppConfig):
    """Whether the shop runs, and the mail that tells its owner."""

    name = "checkout.running"
    label = "running"
    verbose_name = gettext_lazy("Running")
