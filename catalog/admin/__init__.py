from django.contrib import admin

from catalog.admin import categories, medicines, packs, stock  # noqa: F401
from catalog.admin.today import catalogue_today

admin.site.add_to_today(catalogue_today)
