"""Reads the leaflets that pages and mails link to, and what staff's page of a text shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalog.leaflets.links import LeafletLink
from catalog.leaflets.models import Leaflet, MonographReview
from catalog.leaflets.querysets import TextDigest
from catalog.models import Dosage, Product
from catalog.monograph import rendered
from catalog.page_reads import sections_of
from catalog.pages import SectionHtml


def leaflets_of(dosage_ids: Iterable[int]) -> list[LeafletLink]:
    """The leaflets shown today of those dosages that have one, by medicine and dosage."""
    rows = Leaflet.objects.filter(dosage__in=set(dosage_ids)).newest()
    columns = ("dosage__medicine__title", "dosage__label", "address", "bytes")
    return [LeafletLink(*row) for row in rows.values_list(*columns)]


def text_digest(medicine_id: int) -> str:
    """SHA-256 of what shoppers read of a medicine now, in hex."""
    digests = Product.objects.filter(pk=medicine_id).values_list(TextDigest("pk"), flat=True)
    return str(digests.get())


def registration_of(user: Any) -> str:
    """The one this pharmacist reviewed under last; "" for the first time."""
    reviews = MonographReview.objects.filter(by=user).order_by("-pk")
    return reviews.values_list("registration", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class DosageRow:
    """A dosage, and the leaflet shown of it."""

    dosage: Dosage
    leaflet: Leaflet | None
    link: LeafletLink | None


@dataclass(frozen=True, slots=True)
class TextPage:
    """A medicine's text as shoppers read it, who stood for it (newest first), and its leaflets."""

    medicine: Product
    introduction_html: str
    sections: tuple[SectionHtml, ...]
    reviews: tuple[MonographReview, ...]
    dosages: tuple[DosageRow, ...]

    @property
    def digest(self) -> str:
        return str(self.medicine.digest)

    @property
    def is_reviewed(self) -> bool:
        """Whether one of the reviews counts."""
        return self.medicine.review is not None


def text_page(medicine_id: int) -> TextPage:
    """What staff see of a text. Raises Product.DoesNotExist."""
    medicines = Product.objects.medicines().with_review_standing()
    # The digest first: a section that changes meanwhile is not reviewed unseen, but refused.
    medicine = medicines.annotate(
        digest=TextDigest("pk"), review=MonographReview.objects.as_shown()
    ).get(pk=medicine_id)
    return TextPage(
        medicine,
        rendered(medicine.introduction),
        sections_of(medicine.pk),
        tuple(medicine.monograph_reviews.all()),
        tuple(_dosage_rows(medicine)),
    )


def _dosage_rows(medicine: Product) -> Iterable[DosageRow]:
    shown = Leaflet.objects.filter(dosage__medicine=medicine).newest()
    leaflets = {one.dosage_id: one for one in shown.defer("content").select_related("uploaded_by")}
    for dosage in medicine.dosages.all():
        leaflet = leaflets.get(dosage.pk)
        link = leaflet and LeafletLink(medicine.title, dosage.label, leaflet.address, leaflet.bytes)
        yield DosageRow(dosage, leaflet, link)
