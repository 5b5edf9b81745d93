"""Every setting of the shop, in one file, from the environment (README: Settings)."""

from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from oscar.defaults import *  # noqa: F403

from pharmacy.env import Environment, on_this_machine
from pharmacy.forks import INSTALLED_APPS as INSTALLED_APPS
from pharmacy.layers import MIDDLEWARE as MIDDLEWARE
from pharmacy.logs import logging_as
from pharmacy.refusals import refuse_what_must_not_run
from pharmacy.sign_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = env = Environment()

# --- The shop -------------------------------------------------------------------------------

SHOP_MODE = env.choice("SHOP_MODE", "payments and goods are real only when live", ("demo", "live"))
LIVE = SHOP_MODE == "live"
DEBUG = env.flag("DEBUG", "Django's debug pages, never in live mode")
PORT = env.number(
    "PORT",
    "where `make run` listens; the payment sandbox takes the next one",
    default=8000,
    least=1,
    most=65534,
)
SITE_URL = env.text(
    "SITE_URL", "the shop's own address, as in links of mails", demo=f"http://localhost:{PORT}"
).rstrip("/")
# Those catalog/money.py can write and Stripe charges in cents.
CURRENCIES = ("USD", "GBP", "EUR")
SHOP_CURRENCY = env.choice("SHOP_CURRENCY", "ISO code every price is in", CURRENCIES)
SHOP_MARKET = env.choice("SHOP_MARKET", "whose words name a legal class", ("US", "UK"))
SHOP_HIDE_POM_PROMOTION = env.flag(
    "SHOP_HIDE_POM_PROMOTION",
    "public pages name no price or pack of what needs a prescription, as UK and EU law asks",
)
ORIGINAL_FIRST = env.choice(
    "ORIGINAL_FIRST",
    "whether a prescription's paper has to be here before its goods are dispensed",
    ("market", "always", "never"),
)
PRICE_STEP_PERCENT = env.number(
    "PRICE_STEP_PERCENT",
    "staff confirm a price that moves by more percent than this",
    default=20,
    least=1,
    most=1000,
)
TIME_ZONE = env.time_zone("TIME_ZONE", "the shop's time zone", default="UTC")
DATA_DIR = env.path(
    "DATA",
    "folder of the embedded database, the sandbox and patients' files",
    default=BASE_DIR / ".data",
    shown=".data",
)

DEMO_SECRET_KEY = "demo-only: this key signs nothing that is worth anything to anybody"  # noqa: S105
SECRET_KEY = env.text(
    "SECRET_KEY", "signs sessions and links, 50 random characters or more", demo=DEMO_SECRET_KEY
)
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", "host names the shop answers to", demo="localhost,127.0.0.1,[::1]"
)
HTTPS = SITE_URL.startswith("https://")
LOGS = env.choice(
    "LOGS",
    "how log lines are written, in a live shop as JSON unless this says otherwise",
    ("json", "plain") if LIVE else ("plain", "json"),
)
LOGGING = logging_as(LOGS)

# --- Payments (PAYMENTS: checkout/payment/) -------------------------------------------------

STRIPE_API = "https://api.stripe.com"
SANDBOX_API = f"http://127.0.0.1:{PORT + 1}"
SANDBOX_KEY, SANDBOX_WEBHOOK_SECRET = "sk_test_sandbox", "whsec_sandbox"
STRIPE_SECRET_KEY = env.text(
    "STRIPE_SECRET_KEY", "secret key of the Stripe account", demo=SANDBOX_KEY
)
STRIPE_WEBHOOK_SECRET = env.text(
    "STRIPE_WEBHOOK_SECRET", "signing secret of the webhook endpoint", demo=SANDBOX_WEBHOOK_SECRET
)
STRIPE_API_BASE = env.text(
    "STRIPE_API_BASE",
    f"empty: Stripe when live, in a demo the payment sandbox; `{STRIPE_API}` tries a Stripe test "
    "account in a demo, with its test key",
    default="",
) or ("" if LIVE else SANDBOX_API)
PAYS_IN_SANDBOX = on_this_machine(STRIPE_API_BASE)
STRIPE_PAY_ORIGIN = STRIPE_API_BASE if PAYS_IN_SANDBOX else "https://checkout.stripe.com"

# --- Signing in (the rest: pharmacy/sign_in.py) ----------------------------------------------

ALLAUTH_TRUSTED_PROXY_COUNT = env.number(
    "PROXIES",
    "how many proxies of your own stand before the shop: a visitor is who the first of them saw",
    default=0,
    least=0,
    most=9,
)
STAFF_SECOND_STEP = LIVE | env.flag(
    "STAFF_SECOND_STEP", "a demo's staff need a passkey or an app, too, as a live shop's always do"
)
# Browsers offer passkeys on http://localhost, too; allauth checks no origin there.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- Database, mail, files ------------------------------------------------------------------

DATABASES = {
    "default": env.database("DATABASE_URL", "PostgreSQL server; empty: the embedded one")
    or {"ENGINE": "pharmacy.embedded_postgres", "NAME": "pharmacy", "DATA_DIR": DATA_DIR}
}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
# A server that answers nothing any more is an error, not something to wait for: seconds, then ms.
WAITS = {"connect_timeout": 5, "tcp_user_timeout": 30_000}
DATABASES["default"]["OPTIONS"] = WAITS | DATABASES["default"].get("OPTIONS", {})
# A page asked for again is answered from memory while nothing it shows has changed.
PAGES_MB = env.number(
    "PAGES_MB",
    "megabytes each web process keeps finished pages in; 0: none is kept",
    default=64,
    least=0,
    most=4096,
)
# A page that is made anew is put together of parts that were made before, where they are the same.
PARTS_MB = env.number(
    "PARTS_MB",
    "megabytes each web process keeps parts of pages in; 0: none is kept",
    default=32,
    least=0,
    most=4096,
)
EDGE_SECONDS = env.number(
    "EDGE_SECONDS",
    "seconds a proxy or CDN before the shop may answer public pages without asking it; 0: never",
    default=0,
    least=0,
    most=3600,
)
# Counts tries to sign in, for every process of the shop: one that each had alone would let anybody
# try as often as there are processes. PostgreSQL is there anyway, and fast enough for it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
FILE_UPLOAD_HANDLERS = [
    "catalog.uploads.TooLargeIsLeftOut",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A medicine's page in admin has six fields a pack.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

vars().update(
    env.mail(
        "EMAIL_URL", "mail server, such as smtp+tls://user:password@host:587", demo="consolemail://"
    )
)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "sender of every mail", demo="Demo Pharmacy <shop@example.com>"
)
SERVER_EMAIL = OSCAR_FROM_EMAIL = DEFAULT_FROM_EMAIL
OWNER_EMAIL = env.text("OWNER_EMAIL", "who gets the daily report by mail", demo="owner@example.com")

# 32 bytes that everybody can read.
DEMO_FILE_KEY = "ZGVtby1vbmx5LWtleS10aGF0LXNlYWxzLW5vdGhpbmc="
FILE_KEYS = env.keys(
    "FILE_KEYS",
    "Fernet keys for patients' files, comma-separated: the first seals, every one opens",
    demo=DEMO_FILE_KEY,
)
BACKUP_RECIPIENTS = env.recipients(
    "BACKUP_RECIPIENT",
    "age's public keys backups are sealed to, comma-separated; empty: no backup is made",
)
# checkout/prescriptions/keeping.py has the laws; two years are the UK's.
RECORDS_YEARS = env.number(
    "RECORDS_YEARS",
    "years from the last supply in which no patient is forgotten, as your law asks",
    default=10,
    least=2,
    most=30,
)
CLAMD = env.socket(
    "CLAMD_URL",
    "ClamAV's daemon, `tcp://host:3310` or `unix:///path`; empty: files are not scanned",
)

STATIC_URL = "/static/"
STATIC_ROOT = env.path(
    "STATIC",
    "folder of the static files as they are served, which `collectstatic` makes",
    default=DATA_DIR / "static",
    shown="static in DATA",
)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pharmacy.static_storage.HashedFiles"},
    # What patients send; never under MEDIA_ROOT.
    "private": {
        "BACKEND": "checkout.prescriptions.files.disk.PrivateDisk",
        "OPTIONS": {"location": DATA_DIR / "private", "allow_overwrite": True},
    },
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"

# --- Apps -----------------------------------------------------------------------------------

PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_JSON_ENCODER = "pharmacy.history.acting.ContextEncoder"
# Oscar's search module reads it at import; no backend is ever asked.
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}

SITE_ID = 1

SESSION_ENGINE = "checkout.accounts.session_store"
# In the session, not in a cookie: a message may name a medicine.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ROOT_URLCONF = "pharmacy.urls"
WSGI_APPLICATION = "pharmacy.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pharmacy.context.shop",
            ],
        },
    }
]
WRITTEN_IN = LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", "English")]
# Texts as they are written are not looked up, which would take a fourteenth of each page's time.
USE_I18N = [code for code, _ in LANGUAGES] != [WRITTEN_IN]
# How dates are written in the languages whose own way is not ours.
FORMAT_MODULE_PATH = "pharmacy.formats"
USE_TZ = True

# --- Oscar ----------------------------------------------------------------------------------

OSCAR_DEFAULT_CURRENCY = SHOP_CURRENCY
OSCAR_EAGER_ALERTS = False
OSCAR_BASKET_COOKIE_OPEN = "__Host-basket" if HTTPS else "basket"

# --- Security -------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        # Chromium applies form-action to the redirect after a POST.
        "form-action": [SELF, STRIPE_PAY_ORIGIN],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# To be on browsers' preload list binds a whole domain for years: nobody's default.
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # which asks for it
SECURE_SSL_REDIRECT = HTTPS
# A load balancer asks by address and over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# TLS ends at a proxy on the same host or network, which overwrites this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

refuse_what_must_not_run(env, vars())
env.refuse_problems()
