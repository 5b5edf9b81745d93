"""Which apps there are, and for which of others ours stand in, each under the other's label."""

from oscar import INSTALLED_APPS as OSCAR_APPS  # type: ignore[import-untyped]

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
INSTALLED_APPS = [
    # Before any model: they see each one being made.
    "pgtrigger",
    "pghistory",
    "pharmacy",
    "catalog.shopfacts",
    "catalog.shown",
    "catalog.texts",
    "catalog.substances",
    "catalog.leaflets",
    "catalog.lots",
    "catalog.prices",
    "catalog.reductions",
    "catalog.pictures",
    "catalog.places",
    "checkout.accounts",
    "checkout.prescriptions",
    "checkout.waiting",
    "checkout.running",
    # Haystack is left out: search is PostgreSQL's.
    *[FORKS.get(app, app) for app in OSCAR_APPS if app != "haystack"],
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "csp",
    "pharmacy.backups",
    # Last: it knows the models of all the others.
    "pharmacy.history",
]
