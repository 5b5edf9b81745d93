"""The one mail to somebody who waits; its subject names no medicine."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.models import Dosage
from catalog.strengths import dosage_query, strength_text
from catalog.texts.told import Why
from checkout.mail import SampleMail
from checkout.mailing import deliver, written
from checkout.order.mails.letters import Letter
from checkout.waiting.leaving import way_out


def mail_that_it_is_back(dosage: Dosage, email: str) -> None:
    """Raises OSError where the mail server does not take it."""
    link = f"{settings.SITE_URL}{dosage.medicine.get_absolute_url()}{dosage_query(dosage.label)}"
    out = way_out(email)
    deliver(back(str(dosage)), [email], link=link, greeting=_("Hello,"), way_out=out)


def back(what: str) -> Letter:
    """`what` as in "Baclofen 10 mg"."""
    return Letter(
        _("What you wait for is back"),
        heading=_("It is back"),
        opening=_("%(what)s can be ordered again.") % {"what": what},
        lead=_("It may sell out again."),
        rest=_("This is the only mail you get about it: that you waited for it is deleted now."),
        button=_("See the packs"),
    )


def sample_letters(now: datetime) -> Iterator[SampleMail]:
    """About a medicine there is not; the same at any time."""
    letter = back(_("Sample medicine %(strength)s") % {"strength": strength_text("10mg")})
    link = f"{settings.SITE_URL}/"
    mail = written(letter, link=link, greeting=_("Hello,"), way_out=link)
    yield SampleMail("back", _("Once a sold-out dosage is back"), mail, Why.ASKED)
