"""Which parts of Oscar take part in the shop, and which stay silent."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from oscar.apps.analytics.apps import AnalyticsConfig
from oscar.config import Shop as OscarShop


class Shop(OscarShop):
    """Oscar's root app without pages: every address of the shop stands in pharmacy/urls.py."""

    def ready(self):
        pass

    def get_urls(self):
        return []


class SilentAnalytics(AnalyticsConfig):
    """Its models are looked up by name; its receivers would write a row for every page view."""

    def ready(self):
        pass


# Folders of other packages' static files that no page of ours asks for.
UNUSED_STATIC = ["oscar", "flags", "django_tables2", "django_htmx", "account", "mfa"]


class StaticFiles(StaticFilesConfig):
    """Leaves Oscar's Bootstrap, jQuery and editor files out of what is collected."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, *UNUSED_STATIC]
