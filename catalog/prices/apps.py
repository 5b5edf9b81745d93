from django.apps import AppConfig


class PricesConfig(AppConfig):
    """How staff change prices: what they are asked to read first, many at once, ahead, by sheet."""

    name = "catalog.prices"
    label = "prices"
    verbose_name = "Prices"
