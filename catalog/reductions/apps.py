from django.apps import AppConfig


class ReductionsConfig(AppConfig):
    """Price reductions that staff announce, each measured by the prices recorded before it."""

    name = "catalog.reductions"
    label = "reductions"
    verbose_name = "Price reductions"
