from django.apps import AppConfig


class ShopFactsConfig(AppConfig):
    """The shop's own facts: who sells."""

    name = "catalog.shopfacts"
    label = "shopfacts"
    verbose_name = "The shop"
