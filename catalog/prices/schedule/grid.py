"""The packs of a medicine with the prices they are to have, and what is to be read about those."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings

from catalog.admin.price_fields import price_typed
from catalog.admin.price_grid import saved_packs
from catalog.admin.price_rows import SavedPack
from catalog.models import Dosage, Product
from catalog.money import currency_symbol, signed
from catalog.money import price as money
from catalog.prices.rules import PricedPack, PriceNote, Terms, notes_between
from catalog.prices.schedule.words import already_scheduled
from catalog.prices.scheduled import ScheduledPrice
from catalog.units import UnitWords


class PriceAheadField(forms.CharField):
    """A price as digits; None for nothing, which leaves the pack alone."""

    def clean(self, value: object) -> Decimal | None:
        text = self.to_python(value)
        return price_typed(text) if text else None


class PriceAheadForm(forms.Form):
    price = PriceAheadField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="%s")
        typed = {"autocomplete": "off", "inputmode": "decimal"}
        self.fields["price"].widget.attrs |= typed | {"aria-describedby": f"{self.prefix}-note"}


class PackAhead:
    """A pack and the price it is to have; `problem` is why it was refused, "" where it was not."""

    notes: tuple[PriceNote, ...] = ()
    problem = ""

    def __init__(self, saved: SavedPack, unit: UnitWords, *, data: Any, price: Any) -> None:
        self.saved, self.prefix = saved, f"pack-{saved.pk}"
        self.size = unit.count(saved.units)
        self.form = PriceAheadForm(data, prefix=self.prefix, initial={"price": price})
        self.form.full_clean()
        self.price: Decimal | None = (
            self.form.cleaned_data.get("price") if self.form.is_bound else None
        )
        self.taken: list[str] = []

    @property
    def errors(self) -> list[str]:
        own = [str(words) for words in self.form.errors.get("price", ())]
        return own + ([self.problem] if self.problem else [])

    @property
    def now(self) -> str:
        return money(self.saved.price)

    @property
    def change(self) -> str:
        """As in "−$1.50"; "" where nothing is typed or nothing changes."""
        if self.price is None or self.price == self.saved.price:
            return ""
        return signed(self.price - self.saved.price)

    @property
    def before(self) -> PricedPack:
        return self.saved.priced(self.prefix)

    @property
    def after(self) -> PricedPack:
        return self.saved.priced(self.prefix, self.price)


class DosageAhead:
    """The packs of a dosage; its notes compare with today's table.

    `only` is the pack that is shown alone, None for all of them.
    """

    def __init__(
        self,
        dosage: Dosage,
        packs: Iterable[PackAhead],
        unit: UnitWords,
        *,
        may_see_costs: bool,
        only: int | None,
    ) -> None:
        self.name, self.text = f"dosage-{dosage.pk}", dosage.text
        self.packs = list(packs)
        self.shown = [pack for pack in self.packs if only in (None, pack.saved.pk)]
        cost = dosage.unit_cost if may_see_costs else None
        packs = [(pack.before, pack.after) for pack in self.packs]
        terms = Terms(unit, settings.PRICE_STEP_PERCENT)
        self.all_notes = notes_between(packs, (cost, cost), terms)
        for pack in self.packs:
            pack.notes = tuple(note for note in self._asked if note.key == pack.prefix)

    @property
    def _asked(self) -> list[PriceNote]:
        """What was odd before stands on the medicine's page."""
        return [note for note in self.all_notes if note.is_asked]

    @property
    def notes(self) -> list[str]:
        """What is to be said about the whole dosage, and about packs that are not shown."""
        hidden = {pack.prefix: pack.size for pack in self.packs if pack not in self.shown}
        names = {None: "", **{prefix: f"{size}: " for prefix, size in hidden.items()}}
        return [names[note.key] + note.text for note in self._asked if note.key in names]

    @property
    def asked(self) -> list[str]:
        return [f"{note.key or self.name}: {note.text}" for note in self._asked]


class ScheduleGrid:
    """Every pack of a medicine, or the one of a scheduled price that is changed."""

    def __init__(
        self,
        medicine: Product,
        *,
        may_see_costs: bool,
        data: Any = None,
        changed: ScheduledPrice | None = None,
    ) -> None:
        self.symbol = currency_symbol()
        self.unit = UnitWords.of(medicine.unit)
        only, price = (changed.pack_id, changed.price) if changed else (None, None)
        saved = saved_packs(medicine)
        self.dosages = [
            DosageAhead(
                dosage,
                [
                    PackAhead(
                        pack,
                        self.unit,
                        data=data if only in (None, pack.pk) else None,
                        price=price,
                    )
                    for pack in saved[dosage.pk]
                ],
                self.unit,
                may_see_costs=may_see_costs,
                only=only,
            )
            for dosage in Dosage.objects.filter(medicine=medicine)
            if dosage.pk in saved and (changed is None or dosage.pk == changed.pack.dosage_id)
        ]
        self._say_what_is_scheduled(changed)

    @property
    def packs(self) -> list[PackAhead]:
        return [pack for dosage in self.dosages for pack in dosage.shown]

    @property
    def prices(self) -> dict[int, Decimal]:
        """What was typed, by the pack's id."""
        return {pack.saved.pk: pack.price for pack in self.packs if pack.price is not None}

    @property
    def errors(self) -> list[str]:
        return [words for pack in self.packs for words in pack.errors]

    @property
    def asked(self) -> list[str]:
        """What has to be read before this is scheduled: where it stands, and the sentence."""
        return [words for dosage in self.dosages for words in dosage.asked]

    def refuse(self, problems: dict[int, str]) -> None:
        for pack in self.packs:
            pack.problem = problems.get(pack.saved.pk, "")

    def _say_what_is_scheduled(self, changed: ScheduledPrice | None) -> None:
        rows = {pack.saved.pk: pack for pack in self.packs}
        others = ScheduledPrice.objects.open().of_packs(rows).soonest_first()
        for one in others.exclude(pk=changed.pk) if changed else others:
            rows[one.pack_id].taken.append(already_scheduled(one))
