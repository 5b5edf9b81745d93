"""What the shop itself says below what staff have written: every cookie it gives, every mail.

Tests hold both against what it does: a cookie, or a reason to write, that is new stands here too.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.cart_cookie import CART_LIFE, HAS_CART
from catalog.texts.kinds import TextKind

DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie by its name, what it is for, and for how many seconds at most."""

    name: str
    use: str
    seconds: int

    @property
    def life(self) -> str:
        """As in "30 days"."""
        days = -(-self.seconds // DAY_SECONDS)
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def cookies() -> tuple[Cookie, ...]:
    """All there are, of shoppers and staff alike."""
    cart = int(CART_LIFE.total_seconds())
    return (
        Cookie(
            settings.OSCAR_BASKET_COOKIE_OPEN,
            _("Says which cart is yours, signed by us so that nobody opens another's."),
            cart,
        ),
        Cookie(
            HAS_CART,
            _("Tells our pages that there is a cart or a sign-in to show, and nothing else."),
            cart,
        ),
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("Keeps you signed in, your order open, and what you entered on the way to it."),
            settings.SESSION_COOKIE_AGE,
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Proves that a form was sent from our own page."),
            settings.CSRF_COOKIE_AGE,
        ),
    )


class Why(TextChoices):
    """Why the shop writes to anybody, by the words a shopper reads; staff's are told to nobody."""

    ORDER = "order", gettext_lazy("about an order of yours, until it has come or ended")
    ACCOUNT = "account", gettext_lazy("about your account, when somebody signs up or changes it")
    ASKED = "asked", gettext_lazy("once, when a medicine you asked us to look out for is back")
    STAFF = "staff", gettext_lazy("to the people who work here")


def reasons_to_write() -> tuple[str, ...]:
    """Every reason a shopper gets a mail for."""
    return tuple(str(why.label) for why in Why if why != Why.STAFF)


def told(kind: TextKind) -> dict[str, object]:
    """The values of the shop's own part of a text's page; none where it has nothing to say."""
    if kind == TextKind.COOKIES:
        return {"own_part": "catalog/_own_cookies.html", "cookies": cookies()}
    if kind == TextKind.PRIVACY:
        return {"own_part": "catalog/_own_mails.html", "reasons": reasons_to_write()}
    return {}
