"""What regulators ask an online pharmacy to show of itself, and what of it is not entered yet."""

from django.utils.translation import gettext_lazy as _

from catalog.shopfacts.reads import Shop
from catalog.texts.kinds import TextKind

# Of the General Pharmaceutical Council's "Guidance for registered pharmacies providing pharmacy
# services at a distance, including on the internet"; the hours are ours, because patients ask.
FACTS = {
    "owner": _("who owns the pharmacy"),
    "address": _("the pharmacy's address"),
    "registration_number": _("its registration number"),
    "registration_url": _("where to check the registration"),
    "superintendent": _("the pharmacist in charge"),
    "superintendent_registration": _("that pharmacist's registration number"),
    "phone": _("a telephone number"),
    "email": _("an e-mail address"),
    "hours": _("when somebody answers"),
}
TEXTS = {
    TextKind.COMPLAINTS: _("how complaints are handled (a text)"),
    TextKind.TERMS: _("the terms (a text)"),
    TextKind.PRIVACY: _("what happens with personal data (a text)"),
}


def missing(shop: Shop) -> list[str]:
    """Each thing asked for and not there, in words."""
    words = [word for fact, word in FACTS.items() if not getattr(shop, fact)]
    if not shop.complaints_email and not shop.complaints_address:
        words.append(_("where complaints go"))
    words += [word for kind, word in TEXTS.items() if kind not in shop.kinds]
    return [str(word) for word in words]
