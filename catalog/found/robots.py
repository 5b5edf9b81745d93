"""What search engines may read (https://www.rfc-editor.org/rfc/rfc9309): what is everybody's."""

from django.conf import settings
from django.urls import reverse

# One visitor's own, staff's, or no page; the rest of the shop is there to be found. What a search
# finds is not: its page says "noindex", which only who may read it heeds.
CLOSED = (
    *("/account/", "/admin/", "/cart/", "/checkout/", "/consultation/", "/orders/"),
    *("/search/suggestions/", "/stripe/", "/waiting/"),
)


def robots_text() -> str:
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    return f"User-agent: *\n{closed}\nSitemap: {settings.SITE_URL}{reverse('sitemap')}\n"
