"""What staff's lists are in the order of, and are narrowed and searched by."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from oscar.apps.catalogue.abstract_models import AbstractProduct

MEDICINE = Q(structure=AbstractProduct.PARENT)
PACK = Q(structure=AbstractProduct.CHILD)
OF_PRODUCTS = [
    models.Index(name="medicines_by_title", fields=["title", "id"], condition=MEDICINE),
    models.Index(name="medicines_by_unit", fields=["unit"], condition=MEDICINE),
    models.Index(name="medicines_by_class", fields=["legal_class"], condition=MEDICINE),
    models.Index(
        name="medicines_to_check",
        fields=["title", "id"],
        condition=MEDICINE & ~Q(check_note=""),
    ),
    GinIndex(
        *(
            OpClass(Upper(name), name="gin_trgm_ops")
            for name in ("title", "generic_name", "also_known_as")
        ),
        name="medicines_by_any_name",
        condition=MEDICINE,
    ),
    models.Index(
        name="packs_on_sale_by_units", fields=["units"], condition=PACK & Q(is_public=True)
    ),
    models.Index(name="packs_with_a_class", fields=["parent"], condition=PACK & ~Q(legal_class="")),
    models.Index(name="packs_off_sale", fields=["parent"], condition=PACK & Q(is_public=False)),
]
OF_DOSAGES = [
    models.Index(name="dosages_short", fields=["id"], condition=Q(units_short__gt=0)),
    GinIndex(OpClass(Upper("label"), name="gin_trgm_ops"), name="dosages_by_any_label"),
]
