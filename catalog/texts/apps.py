from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class TextsConfig(AppConfig):
    """What the shop says about itself: terms, privacy and their like, as staff write them."""

    name = "catalog.texts"
    label = "texts"
    verbose_name = gettext_lazy("Texts of the shop")
