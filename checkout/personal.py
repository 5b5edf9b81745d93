"""Pages that are one visitor's own: nobody keeps a copy, neither a cache nor the browser."""

from django.views.decorators.cache import cache_control

personal = cache_control(private=True, no_store=True)
