"""Which apps of others ours stand in for; each keeps the label of the one it replaces."""

FORKS = {
    "django.contrib.admin": "pharmacy.admin_site.StaffAdminConfig",
    "django.contrib.staticfiles": "pharmacy.shop.StaticFiles",
    "oscar.config.Shop": "pharmacy.shop.Shop",
    "oscar.apps.analytics.apps.AnalyticsConfig": "pharmacy.shop.SilentAnalytics",
    "oscar.apps.catalogue.apps.CatalogueConfig": "catalog.apps.CatalogConfig",
    "oscar.apps.partner.apps.PartnerConfig": "catalog.partner.apps.PartnerConfig",
    "oscar.apps.search.apps.SearchConfig": "catalog.search.apps.SearchConfig",
    "oscar.apps.basket.apps.BasketConfig": "checkout.basket.apps.BasketConfig",
    "oscar.apps.checkout.apps.CheckoutConfig": "checkout.apps.CheckoutConfig",
    "oscar.apps.order.apps.OrderConfig": "checkout.order.apps.OrderConfig",
    "oscar.apps.payment.apps.PaymentConfig": "checkout.payment.apps.PaymentConfig",
    "oscar.apps.shipping.apps.ShippingConfig": "checkout.shipping.apps.ShippingConfig",
}
