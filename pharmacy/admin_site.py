"""Plugs the staff's admin site into Django; loaded before any model, so the site stands apart."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    default_site = "pharmacy.staff_site.StaffSite"
