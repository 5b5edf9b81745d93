"""The cells of one pack: as saved, as its reader saw them, and as somebody typed over them."""

from dataclasses import astuple, dataclass, fields, replace
from decimal import Decimal

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Cells:
    """Texts, as a form carries them; `on_sale` is "1" or "0"."""

    units: str
    price: str
    on_sale: str

    @classmethod
    def of(cls, units: int, price: Decimal, on_sale: bool) -> "Cells":
        return cls(str(units), str(price), str(int(on_sale)))

    @classmethod
    def posted(cls, data: QueryDict, prefix: str) -> "Cells":
        """What the row of a form holds now."""
        units, price = (data.get(f"{prefix}-{name}", "").strip() for name in ("units", "price"))
        return cls(units, price, str(int(f"{prefix}-on_sale" in data)))

    @classmethod
    def seen(cls, data: QueryDict, prefix: str) -> "Cells | None":
        """What the row held when its page was opened; None of a row that was not on it."""
        parts = data.get(f"{prefix}-seen", "").split()
        return cls(*parts) if len(parts) == len(fields(cls)) else None

    def __str__(self) -> str:
        return " ".join(astuple(self))

    def as_data(self, prefix: str) -> dict[str, str]:
        """What a form is bound to; a box that is not ticked is not in it."""
        ticked = {f"{prefix}-on_sale": "on"} if self.on_sale == "1" else {}
        return {f"{prefix}-units": self.units, f"{prefix}-price": self.price, **ticked}


def merged(seen: Cells, saved: Cells, typed: Cells) -> Cells:
    """What was typed, over what is saved: a cell nobody touched is as a colleague left it."""
    untouched = [name for name in _names() if getattr(typed, name) == getattr(seen, name)]
    return replace(typed, **{name: getattr(saved, name) for name in untouched})


def changed_by_both(seen: Cells, saved: Cells, typed: Cells) -> list[str]:
    """The cells somebody typed into and a colleague has changed meanwhile, to something else."""
    return [
        name
        for name in _names()
        if len({getattr(cells, name) for cells in (seen, saved, typed)}) == 3  # noqa: PLR2004
    ]


def _names() -> list[str]:
    return [field.name for field in fields(Cells)]
