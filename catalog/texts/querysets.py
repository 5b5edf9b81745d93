"""Reads of the shop's texts."""

from django.conf import settings
from django.db.models import QuerySet


class TextQuerySet(QuerySet):
    def shown(self):
        """Those that have a page: a live shop never says what a demo brought."""
        return self.filter(is_sample=False) if settings.LIVE else self.all()
