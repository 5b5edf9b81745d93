"""schema.org data of a medicine page (https://schema.org/Drug, /Product), for search engines."""

import json
from decimal import Decimal
from typing import Any

from django.conf import settings

from catalog.legal_class import LegalClass
from catalog.pages import DosageTable, MedicinePage, MedicineSummary, PackRow
from catalog.strengths import dosage_query
from catalog.units import count

# Ends no script element and opens no entity, whatever a text holds.
SAFE_IN_SCRIPT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
PRESCRIPTION_STATUS = {
    LegalClass.POM: "https://schema.org/PrescriptionOnly",
    LegalClass.P: "https://schema.org/OTC",
    LegalClass.GSL: "https://schema.org/OTC",
}


def medicine_data(page: MedicinePage) -> str:
    """JSON-LD of the medicine, its packs and its breadcrumb, safe inside a script element."""
    graph = [_drug(page.medicine), _breadcrumb(page.medicine)]
    if page.dosages:
        graph.append(_product(page))
    data = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(data, ensure_ascii=False).translate(SAFE_IN_SCRIPT)


def _drug(medicine: MedicineSummary) -> dict[str, Any]:
    drug = {
        "@type": "Drug",
        "@id": f"{_address(medicine.url)}#drug",
        "name": medicine.name,
        "description": medicine.summary,
        "activeIngredient": medicine.generic_name,
        "dosageForm": medicine.form,
        "prescriptionStatus": PRESCRIPTION_STATUS.get(medicine.legal_class, ""),
    }
    return {key: value for key, value in drug.items() if value}


def _breadcrumb(medicine: MedicineSummary) -> dict[str, Any]:
    crumbs = [("Medicines", "/medicines/")]
    if medicine.category:
        crumbs.append((medicine.category.name, medicine.category.url))
    crumbs.append((medicine.name, medicine.url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": _address(url)}
            for position, (name, url) in enumerate(crumbs, start=1)
        ],
    }


def _product(page: MedicinePage) -> dict[str, Any]:
    rows = [(dosage, row) for dosage in page.dosages for row in dosage.rows]
    prices = [row.offer.price for _, row in rows]
    return {
        "@type": "Product",
        "name": page.medicine.name,
        "description": page.medicine.summary or page.medicine.headline or page.medicine.name,
        "offers": {
            "@type": "AggregateOffer",
            "priceCurrency": settings.SHOP_CURRENCY,
            "lowPrice": str(min(prices)),
            "highPrice": str(max(prices)),
            "offerCount": len(rows),
            "offers": [_offer(page.medicine, dosage, row) for dosage, row in rows],
        },
    }


def _offer(medicine: MedicineSummary, dosage: DosageTable, row: PackRow) -> dict[str, Any]:
    availability = "InStock" if row.available else "OutOfStock"
    offer = {
        "@type": "Offer",
        "name": f"{medicine.name} {dosage.text}, {count(medicine.unit, row.offer.units)}",
        "url": _address(medicine.url + dosage_query(dosage.key)),
        "price": str(row.offer.price),
        "priceCurrency": settings.SHOP_CURRENCY,
        "availability": f"https://schema.org/{availability}",
    }
    prices = _prices(medicine, row)
    return offer | ({"priceSpecification": prices} if prices else {})


def _prices(medicine: MedicineSummary, row: PackRow) -> list[dict[str, Any]]:
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


def _former_price(amount: Decimal) -> dict[str, Any]:
    return {
        "@type": "UnitPriceSpecification",
        "priceType": "https://schema.org/StrikethroughPrice",
        "price": str(amount),
        "priceCurrency": settings.SHOP_CURRENCY,
    }


def _per_unit(medicine: MedicineSummary, row: PackRow) -> dict[str, Any]:
    """The price of one unit, for comparing packs of any size."""
    return {
        "@type": "UnitPriceSpecification",
        "price": str(row.offer.unit_price),
        "priceCurrency": settings.SHOP_CURRENCY,
        "referenceQuantity": {
            "@type": "QuantitativeValue",
            "value": 1,
            "unitText": str(medicine.unit.label),
        },
    }


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
