from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy

from pharmacy.backups.checks import a_live_shop_is_backed_up


class BackupsConfig(AppConfig):
    """The whole shop as one sealed file, and back."""

    name = "pharmacy.backups"
    label = "backups"
    verbose_name = gettext_lazy("Backups")

    def ready(self) -> None:
        register(a_live_shop_is_backed_up, Tags.security, deploy=True)
