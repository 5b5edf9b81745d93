"""What staff do about texts and leaflets: stand for a text, put a leaflet beside a dosage."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalog.actions import lock_medicine
from catalog.leaflets.links import leaflet_address
from catalog.leaflets.models import Leaflet, MonographReview
from catalog.leaflets.pdf import LeafletPdf
from catalog.leaflets.reads import text_digest
from catalog.models import Dosage, Product


class TextHasChanged(Exception):
    """The text is not the one that was read; nothing was written."""


@transaction.atomic
def review_text(
    medicine: Product, *, digest: str, name: str, registration: str, by: Any, now: datetime
) -> None:
    """Stand for the text of `digest`, under a name and registration as shoppers read them.

    Once a day is enough. Raises TextHasChanged where the text is another by now.
    """
    lock_medicine(medicine.pk)
    if digest != text_digest(medicine.pk):
        raise TextHasChanged(medicine.pk)
    MonographReview.objects.get_or_create(
        medicine_id=medicine.pk,
        digest=digest,
        by=by,
        on=timezone.localdate(now),
        is_demo=medicine.is_demo or not settings.LIVE,
        defaults={"name": name, "registration": registration},
    )


@transaction.atomic
def put_leaflet(dosage: Dosage, pdf: LeafletPdf, *, by: Any, now: datetime) -> bool:
    """Show this leaflet beside a dosage from now on; False where it is the one shown already.

    The one before keeps its address.
    """
    lock_medicine(dosage.medicine_id)
    digest = sha256(pdf.content).hexdigest()
    shown = dosage.leaflets.order_by("-pk").values_list("sha256", flat=True).first()
    if shown == digest:
        return False
    Leaflet.objects.create(
        dosage=dosage,
        content=pdf.content,
        pages=pdf.pages,
        address=leaflet_address(dosage.medicine.slug, dosage.label, digest),
        uploaded_by=by,
        uploaded_at=now,
        is_demo=dosage.medicine.is_demo,
    )
    return True
