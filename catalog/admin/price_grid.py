"""The price grid of a medicine: a table per dosage, in the storefront's order, and a blank one."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.admin.clashes import Colleague
from catalog.admin.copying import NEW, Copied
from catalog.admin.dosage_card import DosageCard
from catalog.admin.permissions import Rights
from catalog.admin.price_rows import SavedPack
from catalog.legal_class import LegalClass
from catalog.models import Dosage, Product
from catalog.money import currency_symbol
from catalog.partner.models import StockRecord
from catalog.prices.schedule.ahead import Ahead
from catalog.prices.scheduled import ScheduledPrice
from catalog.strengths import strength_text
from catalog.substances.reads import sizes_of
from catalog.substances.sizes import PackLaw
from catalog.units import UnitWords


class PriceGrid:
    """Every dosage of a medicine, as saved or, given `data`, as typed.

    `copied` are packs to fill in, unsaved.
    """

    def __init__(
        self,
        medicine: Product,
        *,
        rights: Rights,
        data: QueryDict | None = None,
        copied: Copied | None = None,
    ) -> None:
        self.name, self.rights, self.is_bound = medicine.title, rights, data is not None
        self.symbol = currency_symbol()
        unit = (data or {}).get("unit") or medicine.unit
        self.unit = UnitWords.of(unit)
        packs = saved_packs(medicine, ahead_of(medicine) if rights.may_price else None)
        medicine_class = (data or {}).get("legal_class") or medicine.legal_class
        known = medicine_class if medicine_class in LegalClass.values else ""
        law = PackLaw(known, sizes_of(medicine.pk, unit))
        shared = {
            "unit": self.unit,
            "law": law,
            "rights": rights,
            "data": data,
            "colleague": Colleague(medicine.pk),
            "copied": copied,
        }
        dosages = Dosage.objects.filter(medicine_id=medicine.pk) if medicine.pk else []
        self.cards = [DosageCard(dosage, packs.get(dosage.pk, ()), **shared) for dosage in dosages]
        self.new = DosageCard(None, (), **shared) if rights.may_describe else None
        self._offer_to_copy()
        if self.is_bound:
            self._refuse_a_missing_strength()
            self._refuse_a_strength_twice()

    @property
    def is_new_open(self) -> bool:
        """Whether the blank card stands open: a medicine without a dosage, or something typed."""
        return bool(self.new and (not self.cards or self.new.is_typed or self.new.errors))

    @property
    def all_cards(self) -> list[DosageCard]:
        return [*self.cards, *([self.new] if self.new else [])]

    @property
    def errors(self) -> list[str]:
        return [message for card in self.all_cards for message in card.errors]

    @property
    def asked(self) -> list[str]:
        """What has to be read before this is saved: where it stands, and the sentence."""
        return [f"{name}: {text}" for card in self.all_cards for name, text in card.asked]

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    def changes_in_words(self) -> list[str]:
        added = [self.new] if self.new and self.new.key else []
        return [words for card in [*self.cards, *added] for words in card.changes_in_words()]

    def _offer_to_copy(self) -> None:
        """To each other dosage of the medicine, and to a new one where this person may add one."""
        targets = [(card.dosage.pk, card.text, f"{card.name}-heading") for card in self.cards]
        new = [(NEW, _("a new dosage"), self.new.name)] if self.new else []
        for card in self.cards:
            others = [target for target in targets if target[0] != card.dosage.pk]
            card.copy_targets = others + new

    def _refuse_a_missing_strength(self) -> None:
        for card in self.all_cards:
            if not card.form.is_bound or card.form.errors:
                continue
            if card.form.cleaned_data.get("strength", card.key):
                continue
            if card.dosage or card.is_typed:
                card.refuse_strength(_("Enter a dosage, like 10 mg."))

    def _refuse_a_strength_twice(self) -> None:
        saved = {card.dosage.label: card for card in self.cards}
        claimed = Counter(card.key for card in self.all_cards if card.key)
        for card in self.all_cards:
            is_own = card.dosage is not None and card.key == card.dosage.label
            # Two dosages cannot swap strengths in one save: the database refuses the first step.
            if card.key and not is_own and (claimed[card.key] > 1 or card.key in saved):
                card.refuse_strength(
                    _("There is already a %s dosage of this medicine.") % strength_text(card.key)
                )


def ahead_of(medicine: Product) -> Mapping[int, tuple[Ahead, ...]]:
    """The scheduled prices of a medicine's packs that run or wait."""
    return ScheduledPrice.objects.filter(pack__parent=medicine.pk).ahead_by_pack()


def saved_packs(
    medicine: Product, scheduled: Mapping[int, tuple[Ahead, ...]] | None = None
) -> dict[int, list[SavedPack]]:
    """A medicine's packs by dosage id, smallest first, on sale or not."""
    ahead = scheduled or {}
    if not medicine.pk:
        return {}
    rows = (
        StockRecord.objects.for_medicines([medicine.pk])
        .smallest_first()
        .values_list(
            "product__dosage_id",
            "product_id",
            "product__units",
            "price",
            "product__is_public",
            "product__legal_class",
        )
    )
    return {
        dosage_id: [SavedPack(*values, ahead.get(values[0], ())) for _dosage_id, *values in packs]
        for dosage_id, packs in groupby(rows, key=itemgetter(0))
    }
