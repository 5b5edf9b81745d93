from oscar.apps.partner.apps import PartnerConfig as OscarPartnerConfig


class PartnerConfig(OscarPartnerConfig):
    """The fork of Oscar's partner app: one price per pack."""

    name = "catalog.partner"

    def ready(self):
        pass
