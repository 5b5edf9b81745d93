from oscar.apps.shipping.apps import ShippingConfig as OscarShippingConfig


class ShippingConfig(OscarShippingConfig):
    """The fork of Oscar's shipping app."""

    name = "checkout.shipping"

    def ready(self):
        pass

    def get_urls(self):
        return []
