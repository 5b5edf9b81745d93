from django.apps import AppConfig


class SubstancesConfig(AppConfig):
    """What medicines contain, how much of it is sold at once, and what does not go together."""

    name = "catalog.substances"
    label = "substances"
    verbose_name = "Substances and interactions"
