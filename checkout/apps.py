from oscar.apps.checkout.apps import CheckoutConfig as OscarCheckoutConfig


class CheckoutConfig(OscarCheckoutConfig):
    """The fork of Oscar's checkout; its pages are routed by pharmacy/urls."""

    name = "checkout"

    def ready(self):
        pass

    def get_urls(self):
        return []
