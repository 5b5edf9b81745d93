from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class PrescriptionsConfig(AppConfig):
    name = "checkout.prescriptions"
    label = "prescriptions"
    verbose_name = gettext_lazy("Orders and prescriptions")
