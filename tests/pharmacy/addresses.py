"""Every address of the shop but admin's: one that is new has to be written down here too."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

ADDRESSES = {
    "home": "",
    "medicines": "medicines/",
    "medicine": "medicines/<slug:slug>/",
    "leaflet": "leaflets/<slug:address>.pdf",
    "picture": "media/<slug:address>-<int:width>.webp",
    "search": "search/",
    "suggestions": "search/suggestions/",
    "category": "categories/<slug:slug>/",
    "contact": "contact/",
    "text": "<text:kind>/",
    "robots": "robots.txt",
    "sitemap": "sitemap.xml",
    "sitemap-pages": "sitemap-pages.xml",
    "sitemap-medicines": "sitemap-medicines-<int:part>.xml",
    "order-find": "orders/find/",
    "order-link-sent": "orders/find/sent/",
    "order": "orders/<slug:number>/",
    "pay": "orders/<slug:number>/pay/",
    "order-return": "orders/<slug:number>/return/",
    "order-cancel": "orders/<slug:number>/cancel/",
    "order-again": "orders/<slug:number>/again/",
    "order-receipt": "orders/<slug:number>/receipt/",
    "order-keep": "orders/<slug:number>/keep/",
    "order-prescription": "orders/<slug:number>/prescription/",
    "order-files": "orders/<slug:number>/files/",
    "webhook": "stripe/webhook/",
    "cart": "cart/",
    "cart-add": "cart/add/",
    "cart-add-set": "cart/add-set/",
    "cart-swap": "cart/swap/",
    "cart-set": "cart/set/",
    "cart-clear": "cart/clear/",
    "personal": "cart/personal/",
    "waiting": "waiting/",
    "waiting-leave": "waiting/leave/",
    "waiting-noted": "waiting/<slug:slug>/",
    "consultation-begin": "consultation/begin/",
    "consultation": "consultation/",
    "consultation-packs": "consultation/packs/",
    "checkout-details": "checkout/details/",
    "checkout-delivery": "checkout/delivery/",
    "checkout-patient": "checkout/patient/",
    "checkout-patient-files": "checkout/patient/files/",
    "checkout-review": "checkout/review/",
    "account": "account/",
    "account-orders": "account/orders/",
    "account-prescriptions": "account/prescriptions/",
    "account-addresses": "account/addresses/",
    "address-add": "account/addresses/add/",
    "address": "account/addresses/<int:pk>/",
    "address-delete": "account/addresses/<int:pk>/delete/",
    "address-default": "account/addresses/<int:pk>/default/",
    "account-details": "account/details/",
    "account-data": "account/data/",
    "account-leave-waiting": "account/waiting/leave/",
    "account-delete": "account/delete/",
    "account-staff": "account/staff/",
    "account-go-on": "account/confirm/go-on/",
    "account-sign-out-others": "account/sign-out/others/",
    "account_login": "account/sign-in/",
    "account_logout": "account/sign-out/",
    "account_signup": "account/sign-up/",
    "account_inactive": "account/closed/",
    "account_reauthenticate": "account/confirm/",
    "account_email": "account/email/",
    "account_email_verification_sent": "account/email/sent/",
    "account_confirm_email": "account/email/<key>/",
    "account_change_password": "account/password/",
    "account_set_password": "account/password/first/",
    "account_reset_password": "account/password/forgotten/",
    "account_reset_password_done": "account/password/sent/",
    "account_reset_password_from_key": (
        "^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$"
    ),
    "account_reset_password_from_key_done": "account/password/changed/",
    "mfa_index": "account/second-step/",
    "mfa_authenticate": "account/second-step/sign-in/",
    "mfa_reauthenticate": "account/second-step/confirm/",
    "mfa_activate_totp": "account/second-step/app/",
    "mfa_deactivate_totp": "account/second-step/app/remove/",
    "mfa_view_recovery_codes": "account/second-step/codes/",
    "mfa_generate_recovery_codes": "account/second-step/codes/new/",
    "mfa_list_webauthn": "account/passkeys/",
    "mfa_add_webauthn": "account/passkeys/add/",
    "mfa_reauthenticate_webauthn": "account/passkeys/confirm/",
    "mfa_login_webauthn": "account/passkeys/sign-in/",
    "mfa_remove_webauthn": "account/passkeys/<int:pk>/remove/",
}


def addresses(resolver=None, prefix="/") -> Iterator[tuple[str, str]]:
    """Name and pattern of every address that has a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        elif isinstance(entry, URLPattern) and entry.name and "(?P" not in path:
            yield entry.name, path


STAFFS = {name: path for name, path in addresses() if path.startswith("/admin/")}
SHOPPERS = {name: path for name, path in addresses() if not path.startswith("/admin/")}
