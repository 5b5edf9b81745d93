"""What may not be advertised to the public: prescription-only medicines, in some markets.

United Kingdom: Human Medicines Regulations 2012 (SI 2012/1916), regulation 284. European Union:
Directive 2001/83/EC, article 88(1)(a). A price list beside "best" and "you save" is advertising
there; names, leaflets and texts that were asked for are not (article 86(2)).
"""

from django.conf import settings

from catalog.legal_class import LegalClass


def may_be_promoted(legal_class: LegalClass) -> bool:
    """Whether a public page may show a price, a saving or a quantity to choose."""
    return legal_class != LegalClass.POM or not settings.SHOP_HIDE_POM_PROMOTION
