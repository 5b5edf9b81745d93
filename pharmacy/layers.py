"""What every request goes through, from the outside in."""

MIDDLEWARE = [
    # Before all that a page has once it is finished.
    "pharmacy.exact.answering.ExactPages",
    # Around whatever answers: a redirect to https, a static file, a host that is not ours.
    "pharmacy.middleware.ContentPolicy",
    "pharmacy.middleware.security_headers",
    "pharmacy.history.acting.with_history",
    "django.middleware.security.SecurityMiddleware",
    # Before anything that asks for a host or the database.
    "pharmacy.health.health_checks",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pharmacy.middleware.Compression",
    "pharmacy.closing.closed_for_now",
    # Around anything that reads what was sent.
    "pharmacy.bodies.no_turn",
    # Before anybody is asked who they are.
    "pharmacy.foreign_posts.ForeignPosts",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pharmacy.limits.Limits",
]
