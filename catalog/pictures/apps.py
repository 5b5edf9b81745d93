from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """What medicines look like: a few pictures each, in the sizes pages show."""

    name = "catalog.pictures"
    label = "pictures"
    verbose_name = "Pictures"
