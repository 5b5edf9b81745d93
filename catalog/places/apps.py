from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Knows where medicines stand in lists, and how many of each kind there are."""

    name = "catalog.places"
    label = "places"
    verbose_name = "Places in lists"
