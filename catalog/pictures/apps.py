from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class PicturesConfig(AppConfig):
    """What medicines look like: a few pictures each, in the sizes pages show."""

    name = "catalog.pictures"
    label = "pictures"
    verbose_name = gettext_lazy("Pictures")
