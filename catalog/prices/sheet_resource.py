"""The table of prices to django-import-export: what each column means, and what a row comes to."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from import_export import results, widgets
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource

from catalog.prices.sheet_cells import Odd, price_in, units_in
from catalog.prices.sheet_formats import BESIDE, COLUMNS, READ_ONLY, Rows
from catalog.prices.sheet_shop import (
    MOST_PACKS,
    DosageThere,
    MedicineThere,
    PackThere,
    Shop,
)


@dataclass(slots=True)
class PriceRow:
    """A row of a sheet that is read or written; `there` is its pack, None where it is a new one."""

    medicine: Any = None
    dosage: Any = None
    units: int | None = None
    price: Decimal | None = None
    unit: str = ""
    on_sale: str = ""
    there: PackThere | None = None
    number: int = 0

    def __str__(self) -> str:
        return f"Row {self.number}"

    @property
    def pk(self) -> int | None:
        return self.there.pack_id if self.there else None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row, and unless it is "", in which column."""

    row: int
    column: str
    found: str
    words: str


class _Cell(widgets.Widget, ABC):
    """A cell is refused with a ValueError that says what to write instead."""

    def clean(self, value: str, row: Mapping[str, str] | None = None, **kwargs: Any) -> Any:
        if isinstance(value, Odd):
            raise ValueError(value.words)
        return self.meant(value, row or {}, kwargs["shop"])

    @abstractmethod
    def meant(self, text: str, row: Mapping[str, str], shop: Shop) -> Any:
        """What a text means. Raises ValueError in words."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class MedicineCell(_Cell):
    def meant(self, text: str, row: Mapping[str, str], shop: Shop) -> MedicineThere:
        return shop.medicine(text)


class DosageCell(_Cell):
    def meant(self, text: str, row: Mapping[str, str], shop: Shop) -> DosageThere | None:
        medicine = _known(shop.medicine, row["medicine"])
        return shop.dosage(medicine, text) if medicine else None


class UnitsCell(_Cell):
    def meant(self, text: str, row: Mapping[str, str], shop: Shop) -> int:
        units = _known(units_in, text, "")
        return units or self._refused(text, row, shop)

    def _refused(self, text: str, row: Mapping[str, str], shop: Shop) -> int:
        medicine = _known(shop.medicine, row["medicine"])
        dosage = medicine and _known(shop.dosage, medicine, row["dosage"])
        try:
            return units_in(text, medicine.unit_words.many if medicine else _("units"))
        except ValueError as refusal:
            sold = shop.sold_as(medicine, dosage) if dosage else ""
            raise ValueError(f"{refusal} {sold}".strip()) from refusal


class PriceCell(_Cell):
    def meant(self, text: str, row: Mapping[str, str], shop: Shop) -> Decimal:
        return price_in(text)


class PackLoader(BaseInstanceLoader):
    """The row of a pack the shop has; None for one it has not, or that cannot be told."""

    def get_instance(self, row: Mapping[str, str]) -> PriceRow | None:
        shop = self.resource.shop
        medicine = _known(shop.medicine, row["medicine"])
        dosage = medicine and _known(shop.dosage, medicine, row["dosage"])
        units = dosage and _known(units_in, row["units"], "")
        there = dosage.packs.get(units) if dosage and units else None
        return PriceRow(there=there) if there else None


class _Result(results.Result):
    """Keeps no row: those that are wrong are told of one by one, of the others there are many."""

    def append_row_result(self, row_result: results.RowResult) -> None:
        """Counted already."""

    def append_invalid_row(self, number: int, row: Any, validation_error: Any) -> None:
        """Told of already."""


class PriceResource(Resource):
    """Medicine, dosage, units and price; what else is exported is read by people alone.

    `collect` is given every row that says another price than the shop's, and every new pack; `keep`
    every other row; `refuse` every problem; `tell` is called after each row with whether it says
    the same.
    """

    medicine = Field("medicine", "medicine", MedicineCell())
    dosage = Field("dosage", "dosage", DosageCell())
    units = Field("units", "units", UnitsCell())
    price = Field("price", "price", PriceCell())
    unit = Field("unit", READ_ONLY[0], readonly=True)
    on_sale = Field("on_sale", READ_ONLY[1], readonly=True)

    class Meta:
        import_id_fields = COLUMNS[:3]
        instance_loader_class = PackLoader
        using_db = "default"
        # Each batch is written in a transaction of its own, so that progress is seen.
        use_transactions = False
        skip_diff = True
        report_skipped = False

    def __init__(
        self,
        *,
        shop: Shop | None = None,
        collect: Callable[[PriceRow], None] = lambda row: None,
        keep: Callable[[PriceRow], None] = lambda row: None,
        refuse: Callable[[Problem], None] = lambda problem: None,
        tell: Callable[[bool], None] = lambda same: None,
    ) -> None:
        super().__init__()
        self.shop, self._collect, self._keep = shop, collect, keep
        self._refuse, self._tell = refuse, tell
        self._rows: Rows | None = None
        self._seen: dict[tuple[int, int], int] = {}

    @classmethod
    def get_result_class(cls) -> type[results.Result]:
        return _Result

    def read(self, rows: Rows) -> None:
        """Every row. Raises SheetRefused where there is no reading on."""
        self._rows = rows
        self.import_data(rows, raise_errors=False, shop=self.shop)

    # --- What django-import-export calls, row by row -----------------------------------------

    def init_instance(self, row: Mapping[str, str] | None = None) -> PriceRow:
        return PriceRow()

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> results.RowResult:
        done = super().import_row(row, instance_loader, **kwargs)
        if done.errors:
            raise done.errors[0].error
        for problem in self._problems(row, done.validation_error):
            self._refuse(problem)
        self._tell(done.is_skip())
        return done

    def import_instance(self, instance: PriceRow, row: Mapping[str, str], **kwargs: Any) -> None:
        if row[BESIDE]:
            raise ValidationError(
                _(
                    "There are more cells here than columns. In CSV put texts with a comma in "
                    "quotes, and write prices without thousands."
                )
            )
        super().import_instance(instance, row, **kwargs)
        instance.number = self._rows.number
        self._refuse_a_second(instance)
        self._refuse_too_many(instance)

    def skip_row(
        self, instance: PriceRow, original: None, row: Any, import_validation_errors: Any = None
    ) -> bool:
        there = instance.there
        if import_validation_errors or not there or instance.price != there.price:
            return False
        self._keep(instance)  # nothing else is called for a row that is skipped
        return True

    def save_instance(self, instance: PriceRow, *args: Any, **kwargs: Any) -> None:
        self._collect(instance)

    def save_m2m(self, *args: Any, **kwargs: Any) -> None:
        """There is nothing of the kind."""

    # ------------------------------------------------------------------------------------------

    def _refuse_a_second(self, row: PriceRow) -> None:
        first = self._seen.setdefault((row.dosage.dosage_id, row.units), row.number)
        if first != row.number:
            words = _("Row %s is about the same pack: keep one of them.")
            raise ValidationError(words % first)

    def _refuse_too_many(self, row: PriceRow) -> None:
        if row.there or row.dosage.takes_one_more():
            return
        facts = {"most": MOST_PACKS, "medicine": row.medicine.title, "dosage": row.dosage.text}
        words = _("A dosage has at most %(most)s packs: %(medicine)s %(dosage)s would have more.")
        raise ValidationError({"units": words % facts})

    def _problems(self, row: Mapping[str, str], error: ValidationError | None) -> Iterable[Problem]:
        if error is None:
            return
        by_column = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for column, messages in by_column.items():
            column = "" if column == NON_FIELD_ERRORS else column
            found = row.get(column, "")
            for words in messages:
                yield Problem(self._rows.number, column, found, words)


def _known(find: Callable[..., Any], *names: Any) -> Any:
    """None where it raises."""
    try:
        return find(*names)
    except ValueError:
        return None
