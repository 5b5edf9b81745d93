"""The one mail to somebody who waits; its subject names no medicine."""

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.models import Dosage
from catalog.strengths import dosage_query
from checkout.mailing import mail
from checkout.order.letters import Letter


def mail_that_it_is_back(dosage: Dosage, email: str) -> None:
    """Raises OSError where the mail server does not take it."""
    link = f"{settings.SITE_URL}{dosage.medicine.get_absolute_url()}{dosage_query(dosage.label)}"
    mail(back(str(dosage)), [email], {"link": link, "greeting": _("Hello,")})


def back(what: str) -> Letter:
    """`what` as in "Baclofen 10 mg"."""
    return Letter(
        _("What you wait for is back"),
        heading=_("It is back"),
        opening=_("%(what)s can be ordered again.") % {"what": what},
        lead=_("It may sell out again."),
        rest=_("This is the only mail you get about it: your address is deleted now."),
        button=_("See the packs"),
    )
