"""Every read of the catalogue worth a name."""

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject, Upper
from oscar.apps.catalogue.managers import ProductQuerySet as OscarProductQuerySet

from catalog.leaflets.models import MonographReview
from catalog.legal_class import LegalClass, stricter_than
from catalog.pictures.models import Picture
from catalog.places.models import ALL, Place
from catalog.places.querysets import price_column

# Whose text a pharmacist has to stand for.
REVIEWED_CLASSES = stricter_than(LegalClass.P)
CONTROLLED = Q(legal_class=LegalClass.CD)
# From A to Z, by the name as search folds it.
BY_NAME = ("search_entry__name", "pk")
# Names on either side of one there is not.
BESIDE = 2


class ProductQuerySet(OscarProductQuerySet):
    """Medicines (Oscar's parents) and packs (its children)."""

    def medicines(self):
        return self.filter(structure=self.model.PARENT)

    def packs(self):
        return self.filter(structure=self.model.CHILD)

    def published(self):
        """Medicines shoppers may see, by name in any case.

        A live shop shows what needs a prescription only while a pharmacist stands for its text.
        """
        shown = self.medicines().filter(is_public=True).order_by(Upper("title"), "pk")
        return shown.exclude(self._text_awaits_review()) if settings.LIVE else shown

    def with_review_standing(self):
        """Adds `awaits_review`: a pharmacist has to stand for the text, and none does.

        And `is_kept_back`: it would be on the site, were it not for that.
        """
        kept_back = Q(awaits_review=True, is_public=True) if settings.LIVE else Value(False)
        standing = self.annotate(awaits_review=self._text_awaits_review())
        return standing.annotate(is_kept_back=kept_back)

    def kept_back_when_live(self):
        """Those for whose text no pharmacist of the shop's own stands, as their places say."""
        return self.filter(_kept_back_when_live())

    def awaiting_review(self):
        """Of `with_review_standing`: those that do. Texts are told apart only where some may."""
        return self.filter(_kept_back_when_live()).filter(awaits_review=True)

    def awaiting_no_review(self):
        """The others of them."""
        reviewed = Q(pk__in=MonographReview.objects.values("medicine"))
        return self.filter(~_kept_back_when_live() | reviewed & Q(awaits_review=False))

    def _text_awaits_review(self) -> Q:
        of_a_class = Q(legal_class__in=REVIEWED_CLASSES)
        packs = self.model.objects.packs().filter(of_a_class, parent=OuterRef("pk"))
        return (of_a_class | Exists(packs)) & ~Exists(MonographReview.objects.that_count())

    def with_category(self):
        """Adds `category_name` and `category_slug` of the first public category, by tree order."""
        links = (
            self.model.categories.through.objects.filter(
                product=OuterRef("pk"), category__is_public=True
            )
            .order_by("category__path")
            .values("category__name", "category__slug")
        )
        return self.annotate(
            category_name=Subquery(links.values("category__name")[:1]),
            category_slug=Subquery(links.values("category__slug")[:1]),
        )

    def with_pictures(self, most: int | None = None):
        """Adds `shown_pictures`, the first as {address, alt}."""
        return self.annotate(shown_pictures=Picture.objects.as_shown(most))

    def with_row(self):
        """Adds what a list says of a medicine's packs, of those it may speak of.

        `labels` of the dosages on sale, and the `lowest` price per unit that can be bought;
        `keeps_packs_back` where there are packs it may not speak of (promotion.py).
        """
        on_sale = self.model.objects.packs().filter(is_public=True, stockrecords__isnull=False)
        of_the_dosage = on_sale.filter(dosage=OuterRef("pk")).exclude(_silent())
        dosages = apps.get_model("catalogue.Dosage").objects.filter(medicine=OuterRef("pk"))
        told = dosages.filter(Exists(of_the_dosage)).order_by("position", "pk")
        places = Place.objects.filter(list_id=ALL, medicine=OuterRef("pk"))
        return self.annotate(
            labels=ArraySubquery(told.values("label")),
            lowest=Subquery(places.values(price_column())[:1]),
            keeps_packs_back=Exists(on_sale.filter(_silent(), parent=OuterRef("pk"))),
        )

    def names_beside(self, name: str):
        """The names between which one, as search folds it, would stand in that list."""
        titles = self.values_list("title", flat=True)
        after = titles.filter(search_entry__name__gte=name).order_by(*BY_NAME)[:BESIDE]
        before = titles.filter(search_entry__name__lt=name).order_by(*BY_NAME).reverse()[:BESIDE]
        return after.union(before).order_by("title")

    def buyable(self):
        """Of packs: those in stock whose medicine may be sold at all."""
        return self.in_stock().exclude(parent__legal_class=LegalClass.CD)

    def in_stock(self):
        """Of packs: those on sale that their pool still holds, and whose own class may be sold."""
        free = F("dosage__units_on_hand") - F("dosage__units_reserved")
        return self.filter(~CONTROLLED, is_public=True, units__lte=free)


def _kept_back_when_live() -> Exists:
    kept_back = Place.objects.filter(list_id=ALL, is_kept_back=True)
    return Exists(kept_back.filter(medicine=OuterRef("pk")))


def _silent() -> Q:
    """Of packs: those a public page may not speak of (promotion.py)."""
    if not settings.SHOP_HIDE_POM_PROMOTION:
        return Q(pk__in=[])
    return Q(legal_class=LegalClass.POM) | Q(parent__legal_class=LegalClass.POM)


# Units nobody has ordered yet. No index is of it: each order would write to all of a dosage's.
FREE = F("units_on_hand") - F("units_reserved")


class DosageQuerySet(QuerySet):
    """Pools of units, each beside the packs that come out of it."""

    def with_standing(self):
        """Adds `free` units and the sizes of the `smallest` and `largest` pack on sale."""
        packs = apps.get_model("catalogue.Product").objects.packs().filter(is_public=True)
        by_size = packs.filter(dosage=OuterRef("pk")).order_by("units").values("units")
        return self.select_related("medicine").annotate(
            free=FREE,
            smallest=Subquery(by_size[:1]),
            largest=Subquery(by_size.reverse()[:1]),
        )

    def short(self):
        """What orders have reserved more of than there is."""
        return self.filter(units_short__gt=0)

    def sold_out(self):
        """Of `with_standing`: what makes no pack on sale any more."""
        return self._scarce().filter(free__lt=F("smallest"))

    def low(self):
        """Of `with_standing`: what still makes a pack on sale, but not the largest."""
        return self._scarce().filter(free__gt=0, free__gte=F("smallest"), free__lt=F("largest"))

    def running_short(self):
        """Of `with_standing`: sold out or low, the emptiest first."""
        return self._scarce().filter(free__lt=F("largest")).order_by("free", "pk")

    def _scarce(self):
        """What may be; nobody looks at what has as much free as the largest pack of all holds."""
        packs = apps.get_model("catalogue.Product").objects.packs().filter(is_public=True)
        of_any = packs.order_by("-units").values("units")[:1]
        return self.filter(free__lt=Subquery(of_any))


class StockRecordQuerySet(QuerySet):
    """Prices, each with its pack and dosage."""

    def on_sale(self):
        """Packs shoppers may see, dosage by dosage, smallest first."""
        return self.not_taken_off_sale().filter(product__parent__is_public=True).smallest_first()

    def not_taken_off_sale(self):
        """Packs that sell as soon as their medicine is on the site."""
        return self.filter(product__is_public=True)

    def smallest_first(self):
        """Medicine by medicine and dosage by dosage, as their page shows them."""
        return self.order_by(
            "product__parent_id",
            "product__dosage__position",
            "product__dosage_id",
            "product__units",
        )

    def for_medicines(self, medicine_ids):
        return self.filter(product__parent_id__in=medicine_ids)

    def with_pool(self):
        """Adds `units_free`: what is on hand and not reserved of the pack's dosage."""
        return self.annotate(
            units_free=F("product__dosage__units_on_hand") - F("product__dosage__units_reserved")
        )


class PriceFromQuerySet(QuerySet):
    """What was asked for packs, in the order of time."""

    def with_before(self):
        """Adds `before`: what was asked for the pack until then, None for its first price."""
        of_the_pack = self.model.objects.filter(pack=OuterRef("pack"), since__lte=OuterRef("since"))
        earlier = of_the_pack.exclude(since=OuterRef("since"), pk__gte=OuterRef("pk"))
        return self.annotate(before=Subquery(earlier.order_by("-since", "-pk").values("price")[:1]))

    def moves_since(self, moment):
        """When prices of packs moved since then, with `before`, the latest first.

        First prices are no moves; a pack that is gone has none.
        """
        rows = self.filter(since__gte=moment, pack__parent__isnull=False).with_before()
        moved = rows.filter(before__isnull=False).exclude(price=F("before"))
        return moved.order_by("-since", "-pk")

    def as_today(self):
        """Of packs of the size and strength they have now: at others they were other packs."""
        return self.filter(strength=F("pack__dosage__label"), units=F("pack__units"))

    def as_history(self, pack: str):
        """Of the pack an outer query names, as it is now: [{since, price}].

        `price` is text, None while the pack was not on sale or was one of another size or strength.
        """
        as_today = Q(on_sale=True, units=F("pack__units"), strength=F("pack__dosage__label"))
        asked = JSONObject(
            since="since", price=Case(When(as_today, then=Cast("price", TextField())))
        )
        of_the_pack = self.filter(pack=OuterRef(pack)).order_by("since", "pk")
        return ArraySubquery(of_the_pack.values(asked=asked))
