from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.apps import CatalogueConfig


class CatalogConfig(CatalogueConfig):
    """The fork of Oscar's catalogue; it keeps the label. Its pages stand in pharmacy/urls.py."""

    name = "catalog"
    verbose_name = _("Catalog")

    def ready(self):
        pass

    def get_urls(self):
        return []
