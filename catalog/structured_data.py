"""schema.org data of the public pages as JSON-LD, for search engines.

Every figure is the page's own, written for machines (https://schema.org/Drug, /Product, /Pharmacy).
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.legal_class import LegalClass
from catalog.pages import CategoryLink, DosageTable, MedicinePage, MedicineSummary, PackRow
from catalog.shopfacts.reads import Shop
from catalog.templatetags.parts import written_once
from catalog.texts.kinds import TextKind
from catalog.units import count

Thing = dict[str, Any]
# Ends no script element and opens no entity, whatever a text holds.
SAFE_IN_SCRIPT = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"}
PRESCRIPTION_STATUS = {
    LegalClass.POM: "https://schema.org/PrescriptionOnly",
    LegalClass.P: "https://schema.org/OTC",
    LegalClass.GSL: "https://schema.org/OTC",
}
# "One" among the units of UN/CEFACT's Recommendation 20: a pill, a tube.
PIECE = "C62"
SEARCHED = "{search_term_string}"


def medicine_data(page: MedicinePage, shop: Shop) -> str:
    """The medicine, its breadcrumb, and an offer for each pack that may be sold here at all."""
    return _medicine_data(page.medicine, page.dosages, shop)


@written_once
def _medicine_data(medicine: MedicineSummary, dosages: tuple[DosageTable, ...], shop: Shop) -> str:
    rows = [(dosage, row) for dosage in dosages for row in dosage.rows if row.for_sale]
    offered = [_product(medicine, rows), _seller(shop)] if rows else []
    return _written(_drug(medicine, dosages), _medicines_crumbs(medicine), *offered)


def category_data(category: CategoryLink) -> str:
    return _written(_breadcrumb(_medicines(), (category.name, category.url)))


def medicines_data() -> str:
    return _written(_breadcrumb(_home(), _medicines()))


def home_data(shop: Shop) -> str:
    """The site with its search, and who sells."""
    return _written(_site(shop), _pharmacy(shop))


def contact_data(shop: Shop) -> str:
    return _written(_breadcrumb(_home(), (_("Contact"), reverse("contact"))), _pharmacy(shop))


def text_data(kind: TextKind) -> str:
    return _written(_breadcrumb(_home(), (str(kind.label), kind.url)))


def _written(*things: Thing) -> str:
    """Safe inside a script element."""
    written = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    for sign, escaped in SAFE_IN_SCRIPT.items():
        written = written.replace(sign, escaped)
    return written


def _drug(medicine: MedicineSummary, dosages: Iterable[DosageTable]) -> Thing:
    address = _address(medicine.url)
    other_names = [name.strip() for name in medicine.also_known_as.split(",")]
    return _filled(
        {
            "@type": "Drug",
            "@id": f"{address}#drug",
            "url": address,
            "name": medicine.name,
            "alternateName": [name for name in other_names if name],
            "nonProprietaryName": medicine.generic_name,
            "activeIngredient": medicine.generic_name,
            "description": medicine.summary,
            "dosageForm": medicine.form,
            "availableStrength": [
                {"@type": "DrugStrength", "description": dosage.text} for dosage in dosages
            ],
            "prescriptionStatus": PRESCRIPTION_STATUS.get(medicine.legal_class, ""),
            **_pictured(medicine),
        }
    )


def _product(medicine: MedicineSummary, rows: list[tuple[DosageTable, PackRow]]) -> Thing:
    address, prices = _address(medicine.url), [row.offer.price for _dosage, row in rows]
    return {
        "@type": "Product",
        "@id": f"{address}#product",
        "url": address,
        "name": medicine.name,
        "description": medicine.summary or medicine.headline or medicine.name,
        **_pictured(medicine),
        "offers": {
            "@type": "AggregateOffer",
            "priceCurrency": settings.SHOP_CURRENCY,
            "lowPrice": str(min(prices)),
            "highPrice": str(max(prices)),
            "offerCount": len(rows),
            "offers": [_offer(medicine, address, dosage, row) for dosage, row in rows],
        },
    }


def _offer(medicine: MedicineSummary, address: str, dosage: DosageTable, row: PackRow) -> Thing:
    availability = "InStock" if row.available else "OutOfStock"
    return _filled(
        {
            "@type": "Offer",
            "name": f"{medicine.name} {dosage.text}, {count(medicine.unit, row.offer.units)}",
            "url": address + dosage.query,
            "price": str(row.offer.price),
            "priceCurrency": settings.SHOP_CURRENCY,
            "availability": f"https://schema.org/{availability}",
            "seller": {"@id": _pharmacys_id()},
            "priceSpecification": _prices(medicine, row),
        }
    )


def _prices(medicine: MedicineSummary, row: PackRow) -> list[Thing]:
    """Beside the price of the pack: that of one unit, and what it was reduced from.

    A list price is none of them: nobody was ever asked it.
    """
    prices = []
    # A unit price too small to be written would be read as nothing to pay.
    if row.offer.unit_price:
        prices.append(_per_unit(medicine, row))
    if row.former_price:
        prices.append(_former_price(row.former_price))
    return prices


def _former_price(amount: Decimal) -> Thing:
    return {
        "@type": "UnitPriceSpecification",
        "priceType": "https://schema.org/StrikethroughPrice",
        "price": str(amount),
        "priceCurrency": settings.SHOP_CURRENCY,
    }


def _per_unit(medicine: MedicineSummary, row: PackRow) -> Thing:
    """The price of one unit, for comparing packs of any size."""
    return {
        "@type": "UnitPriceSpecification",
        "price": str(row.offer.unit_price),
        "priceCurrency": settings.SHOP_CURRENCY,
        "referenceQuantity": {
            "@type": "QuantitativeValue",
            "value": 1,
            "unitCode": PIECE,
            "unitText": str(medicine.unit.label),
        },
    }


def _site(shop: Shop) -> Thing:
    return {
        "@type": "WebSite",
        "@id": _address("/#site"),
        "url": _address(reverse("home")),
        "name": shop.name,
        "publisher": {"@id": _pharmacys_id()},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{_address(reverse('search'))}?q={SEARCHED}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _seller(shop: Shop) -> Thing:
    """Who sells, by name; the home page says the rest of it."""
    return {
        "@type": "Pharmacy",
        "@id": _pharmacys_id(),
        "url": _address(reverse("home")),
        "name": shop.name,
    }


def _pharmacy(shop: Shop) -> Thing:
    """Who sells, as far as it is entered."""
    return _filled(
        _seller(shop)
        | {
            "legalName": shop.owner,
            "address": ", ".join(shop.address.splitlines()),
            "telephone": shop.phone,
            "email": shop.email,
            "identifier": _registered(shop.registration_number, shop.regulator),
            "sameAs": shop.registration_url if shop.registration_number else "",
            "employee": _superintendent(shop),
            "contactPoint": _complaints(shop),
        }
    )


def _superintendent(shop: Shop) -> Thing:
    if not shop.superintendent:
        return {}
    number = _registered(shop.superintendent_registration, shop.regulator)
    title = _("Pharmacist in charge")
    person = {"@type": "Person", "name": shop.superintendent, "jobTitle": title}
    return _filled(person | {"identifier": number})


def _complaints(shop: Shop) -> Thing:
    if not shop.complaints_email:
        return {}
    point = {"@type": "ContactPoint", "contactType": "complaints"}
    return point | {"email": shop.complaints_email}


def _registered(number: str, regulator: str) -> Thing:
    if not number:
        return {}
    return _filled({"@type": "PropertyValue", "propertyID": regulator, "value": number})


def _medicines_crumbs(medicine: MedicineSummary) -> Thing:
    category = medicine.category
    between = [(category.name, category.url)] if category else []
    return _breadcrumb(_medicines(), *between, (medicine.name, medicine.url))


def _breadcrumb(*crumbs: tuple[str, str]) -> Thing:
    """Each a name and the page's path, as the page shows them."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": _address(url)}
            for position, (name, url) in enumerate(crumbs, start=1)
        ],
    }


def _home() -> tuple[str, str]:
    return _("Home"), reverse("home")


def _medicines() -> tuple[str, str]:
    return _("Medicines"), reverse("medicines")


def _pictured(medicine: MedicineSummary) -> Thing:
    images = [_address(picture.large_url) for picture in medicine.pictures]
    return {"image": images} if images else {}


def _pharmacys_id() -> str:
    return _address("/#pharmacy")


def _filled(thing: Thing) -> Thing:
    """Without what is not known."""
    return {name: value for name, value in thing.items() if value}


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
