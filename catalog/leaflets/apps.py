from django.apps import AppConfig


class LeafletsConfig(AppConfig):
    """What patients read: monographs a pharmacist stands for, and a leaflet per dosage."""

    name = "catalog.leaflets"
    label = "leaflets"
    verbose_name = "Texts and leaflets"
