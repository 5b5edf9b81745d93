"""What every answer and every cookie of a live shop is closed by: the guards."""

from tests.guard import Guard

SETTINGS, TEST = "pharmacy/settings.py", "tests/pharmacy/test_headers.py"
EVERY = f"{TEST}::test_every_address_answers_everybody_with_all_of_them"
EARLY = f"{TEST}::test_so_does_what_answers_before_any_page"
POLICY = '    "pharmacy.middleware.ContentPolicy",\n    "pharmacy.middleware.security_headers",\n'

HEADERS_GUARDS = (
    Guard(
        "what answers before any page is protected like one",
        "pharmacy/layers.py",
        POLICY,
        "",
        EARLY,
    ),
    Guard(
        "whoever watches asks by plain http",
        SETTINGS,
        'SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]\n',
        "",
        f"{EARLY}[/healthz-sent3-200]",
    ),
    Guard(
        "no form leaves for another place than the shop and the payment page",
        SETTINGS,
        '        "form-action": [SELF, STRIPE_PAY_ORIGIN],\n',
        "",
        f"{TEST}::test_forms_go_to_the_shop_and_to_the_payment_page_alone",
    ),
    Guard(
        "a script cannot read the cart's cookie",
        "checkout/basket/current.py",
        "salt=SALT, httponly=True, ",
        "salt=SALT, ",
        f"{TEST}::test_who_fills_a_cart_gets_closed_cookies",
    ),
    Guard(
        "a cookie is sent over https alone",
        "checkout/basket/current.py",
        '"samesite": "Lax", "secure": settings.HTTPS}',
        '"samesite": "Lax"}',
        f"{TEST}::test_who_fills_a_cart_gets_closed_cookies",
    ),
    Guard(
        "browsers are told for a year to ask by https",
        SETTINGS,
        "SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0\n",
        "SECURE_HSTS_SECONDS = 0\n",
        f"{EVERY}[nobody]",
    ),
)
