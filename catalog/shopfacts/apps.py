from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ShopFactsConfig(AppConfig):
    """The shop's own facts: who sells."""

    name = "catalog.shopfacts"
    label = "shopfacts"
    verbose_name = gettext_lazy("The shop")
